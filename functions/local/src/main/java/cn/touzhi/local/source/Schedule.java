package cn.touzhi.local.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule is due (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html), in UTC. */
sealed interface Schedule {
    /** The first time after {@code instant}; empty where there is none any more. */
    Optional<Instant> next(Instant instant);

    /** @throws IllegalArgumentException in one sentence, if it is no expression of EventBridge Scheduler */
    static Schedule parse(String expression) {
        Matcher rate = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)").matcher(expression);
        if (rate.matches()) {
            long value = Long.parseLong(rate.group(1));
            return new Rate(
                    switch (rate.group(2)) {
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }
        if (expression.matches("cron\\(.*\\)")) {
            return new Cron(CronFields.parse(expression.substring(5, expression.length() - 1)));
        }
        if (expression.matches("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)")) {
            LocalDateTime time = LocalDateTime.parse(expression.substring(3, expression.length() - 1));
            return new Once(time.toInstant(ZoneOffset.UTC));
        }
        throw new IllegalArgumentException("The schedule \"%s\" can't be read.".formatted(expression));
    }

    /** Every so often, counted from the start. */
    record Rate(Duration every) implements Schedule {
        public Rate {
            if (every.isZero()) {
                throw new IllegalArgumentException("A rate is one at least.");
            }
        }

        @Override
        public Optional<Instant> next(Instant instant) {
            return Optional.of(instant.plus(every));
        }
    }

    /** At the times that a cron expression of six fields names. */
    record Cron(CronFields fields) implements Schedule {
        @Override
        public Optional<Instant> next(Instant instant) {
            return fields.next(instant.atZone(ZoneOffset.UTC)).map(time -> time.toInstant());
        }
    }

    /** At one time. */
    record Once(Instant time) implements Schedule {
        @Override
        public Optional<Instant> next(Instant instant) {
            return Optional.of(time).filter(at -> at.isAfter(instant));
        }
    }
}

package cn.touzhi.local.source;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Minutes, hours, day of month, month, day of week and year of a cron expression. Of the signs that AWS knows, {@code *
 * ? , - /} and {@code L} for the last day of the month are understood; {@code W} and {@code #} are refused.
 *
 * @param lastDayOfMonth whether {@code L} stands for the day of month
 */
record CronFields(
        BitSet minutes,
        BitSet hours,
        BitSet days,
        boolean lastDayOfMonth,
        BitSet months,
        BitSet weekdays,
        BitSet years) {
    private static final int LAST_YEAR = 2199;
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** @throws IllegalArgumentException in one sentence, if it can't be read */
    static CronFields parse(String fields) {
        String[] parts = fields.trim().split("\\s+");
        if (parts.length != 6) {
            throw new IllegalArgumentException("The schedule \"cron(%s)\" has not six fields.".formatted(fields));
        }
        boolean last = parts[2].equals("L");
        return new CronFields(
                set(parts[0], 0, 59, List.of()),
                set(parts[1], 0, 23, List.of()),
                last ? new BitSet() : set(parts[2], 1, 31, List.of()),
                last,
                set(parts[3], 1, 12, MONTHS),
                set(parts[4], 1, 7, WEEKDAYS),
                set(parts[5], 1970, LAST_YEAR, List.of()));
    }

    Optional<ZonedDateTime> next(ZonedDateTime after) {
        ZonedDateTime time = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (time.getYear() <= LAST_YEAR) {
            if (!years.get(time.getYear())) {
                time = time.with(TemporalAdjusters.firstDayOfNextYear()).truncatedTo(ChronoUnit.DAYS);
            } else if (!months.get(time.getMonthValue())) {
                time = time.with(TemporalAdjusters.firstDayOfNextMonth()).truncatedTo(ChronoUnit.DAYS);
            } else if (!onDay(time)) {
                time = time.plusDays(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!hours.get(time.getHour())) {
                time = time.plusHours(1).truncatedTo(ChronoUnit.HOURS);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private boolean onDay(ZonedDateTime time) {
        boolean dayOfMonth = lastDayOfMonth
                ? time.getDayOfMonth() == time.toLocalDate().lengthOfMonth()
                : days.get(time.getDayOfMonth());
        return dayOfMonth && weekdays.get(sundayFirst(time.getDayOfWeek()));
    }

    private static int sundayFirst(DayOfWeek day) {
        return day.getValue() % 7 + 1;
    }

    private static BitSet set(String field, int from, int to, List<String> names) {
        BitSet set = new BitSet();
        for (String part : field.split(",")) {
            String[] step = part.split("/", 2);
            String[] range = step[0].split("-", 2);
            boolean all = step[0].equals("*") || step[0].equals("?");
            int first = all ? from : number(range[0], from, to, names);
            int last = all || step.length == 2 && range.length == 1
                    ? to
                    : number(range[range.length - 1], from, to, names);
            int by = step.length == 2 ? number(step[1], 1, to, List.of()) : 1;
            for (int value = first; value <= last; value += by) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, int from, int to, List<String> names) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        try {
            int number = named >= 0 ? named + 1 : Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException(
                    "\"%s\" in a cron expression can't be read.".formatted(text), unreadable);
        }
        throw new IllegalArgumentException("\"%s\" in a cron expression is out of range.".formatted(text));
    }
}

package cn.touzhi.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A schedule")
class ScheduleTest {
    @ParameterizedTest(name = "{0} after {1} at {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    rate(1 minute)              | 2026-11-23T12:00:30Z | 2026-11-23T12:01:30Z
                    rate(4 minutes)             | 2026-11-23T12:00:00Z | 2026-11-23T12:04:00Z
                    rate(1 hour)                | 2026-11-23T12:00:00Z | 2026-11-23T13:00:00Z
                    rate(7 days)                | 2026-11-23T12:00:00Z | 2026-11-30T12:00:00Z
                    at(2026-12-01T08:30:00)     | 2026-11-23T12:00:00Z | 2026-12-01T08:30:00Z
                    cron(0 10 * * ? *)          | 2026-11-23T12:00:00Z | 2026-11-24T10:00:00Z
                    cron(15 12 * * ? *)         | 2026-11-23T12:00:00Z | 2026-11-23T12:15:00Z
                    cron(0/15 * * * ? *)        | 2026-11-23T12:15:00Z | 2026-11-23T12:30:00Z
                    cron(0 18 ? * MON-FRI *)    | 2026-11-20T18:00:00Z | 2026-11-23T18:00:00Z
                    cron(0 8 1 * ? *)           | 2026-11-23T12:00:00Z | 2026-12-01T08:00:00Z
                    cron(0 0 29 2 ? *)          | 2026-11-23T12:00:00Z | 2028-02-29T00:00:00Z
                    cron(0 0 L * ? *)           | 2026-11-30T12:00:00Z | 2026-12-31T00:00:00Z
                    cron(5,35 8-9 ? * 1 2027)   | 2026-11-23T12:00:00Z | 2027-01-03T08:05:00Z
                    """)
    @DisplayName("is due next")
    void next(String expression, Instant after, Instant due) {
        assertThat(Schedule.parse(expression).next(after)).hasValue(due);
    }

    @Test
    @DisplayName("may be over")
    void over() {
        assertThat(Schedule.parse("at(2026-01-01T00:00:00)").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(Schedule.parse("cron(0 0 1 1 ? 2026)").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hourly",
                "rate(0 minutes)",
                "rate(1 week)",
                "cron(* * *)",
                "cron(60 * * * ? *)",
                "cron(0 0 15W * ? *)",
                "cron(0 0 ? * 2#1 *)",
                "at(tomorrow)"
            })
    @DisplayName("that can't be read is refused with a sentence")
    void unreadable(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.parse(expression));
    }
}

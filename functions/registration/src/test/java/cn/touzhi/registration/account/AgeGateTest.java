package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Clause("78c")
@DisplayName("The age gate")
class AgeGateTest {
    @ParameterizedTest(name = "{2} at {0}, born {1}")
    @DisplayName("lets in who is 18, sends 16 and 17 for a guardian, and keeps out who is younger")
    @CsvSource({
        "2026-11-23T04:00:00Z, 2008-11-23, OF_AGE",
        "2026-11-23T04:00:00Z, 2008-11-24, GUARDIAN_NEEDED",
        "2026-11-23T04:00:00Z, 2010-11-23, GUARDIAN_NEEDED",
        "2026-11-23T04:00:00Z, 2010-11-24, TOO_YOUNG",
        "2026-11-23T04:00:00Z, 2026-11-23, TOO_YOUNG",
    })
    void ages(Instant now, LocalDate birthDate, AgeGate.Age age) {
        assertThat(at(now).of(birthDate)).isEqualTo(age);
    }

    @ParameterizedTest(name = "{2} at {0}, born {1}")
    @DisplayName("goes by China's day, which begins at 16:00 UTC")
    @CsvSource({
        "2026-11-22T15:59:59Z, 2010-11-23, TOO_YOUNG",
        "2026-11-22T16:00:00Z, 2010-11-23, GUARDIAN_NEEDED",
        "2026-11-22T15:59:59Z, 2008-11-23, GUARDIAN_NEEDED",
        "2026-11-22T16:00:00Z, 2008-11-23, OF_AGE",
        "2026-11-22T16:00:00Z, 2026-11-23, TOO_YOUNG",
        "2026-11-22T15:59:59Z, 2026-11-23, IMPOSSIBLE",
    })
    void chinaDay(Instant now, LocalDate birthDate, AgeGate.Age age) {
        assertThat(at(now).of(birthDate)).isEqualTo(age);
    }

    @ParameterizedTest(name = "{2} at {0}, born {1}")
    @DisplayName("gives who was born on 29 February a birthday on 1 March in common years")
    @CsvSource({
        "2024-02-28T04:00:00Z, 2008-02-29, TOO_YOUNG",
        "2024-02-29T04:00:00Z, 2008-02-29, GUARDIAN_NEEDED",
        "2026-02-28T15:59:59Z, 2008-02-29, GUARDIAN_NEEDED",
        "2026-02-28T16:00:00Z, 2008-02-29, OF_AGE",
        "2100-02-28T04:00:00Z, 2084-02-29, TOO_YOUNG",
        "2100-03-01T04:00:00Z, 2084-02-29, GUARDIAN_NEEDED",
    })
    void leapDay(Instant now, LocalDate birthDate, AgeGate.Age age) {
        assertThat(at(now).of(birthDate)).isEqualTo(age);
    }

    @ParameterizedTest(name = "{1} at {0}, born {2}")
    @DisplayName("believes in no birth in the future, and none longer than 130 years ago")
    @CsvSource({
        "2026-11-23T04:00:00Z, IMPOSSIBLE, 2026-11-24",
        "2026-11-23T04:00:00Z, IMPOSSIBLE, 1896-11-22",
        "2026-11-23T04:00:00Z, OF_AGE, 1896-11-23",
        "2026-11-23T04:00:00Z, IMPOSSIBLE, 0001-01-01",
    })
    void impossible(Instant now, AgeGate.Age age, LocalDate birthDate) {
        assertThat(at(now).of(birthDate)).isEqualTo(age);
    }

    private static AgeGate at(Instant now) {
        return new AgeGate(Clock.fixed(now, ZoneOffset.UTC));
    }
}

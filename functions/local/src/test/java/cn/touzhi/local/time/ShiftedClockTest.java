package cn.touzhi.local.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The local cloud's clock")
class ShiftedClockTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> real = new AtomicReference<>(NOON);

    @Test
    @DisplayName("shows the real time until it is moved")
    void real() {
        ShiftedClock clock = ShiftedClock.in(folder, real::get);

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.dated(NOON)).isEqualTo(NOON);
    }

    @Test
    @DisplayName("adds up all moves, and goes on from there with real time")
    void advance() {
        ShiftedClock clock = ShiftedClock.in(folder, real::get);

        clock.advance(Duration.ofMinutes(10));
        Instant now = clock.advance(Duration.ofDays(1));
        real.set(NOON.plusSeconds(5));

        assertThat(now).isEqualTo(Instant.parse("2026-11-24T12:10:00Z"));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-24T12:10:05Z"));
        assertThat(clock.withZone(ZoneId.of("Asia/Shanghai")).instant()).isEqualTo(clock.instant());
    }

    @Test
    @DisplayName("goes on where it was after a new start")
    void persistent() {
        ShiftedClock.in(folder, real::get).advance(Duration.ofDays(3));

        ShiftedClock again = ShiftedClock.in(folder, real::get);

        assertThat(again.instant()).isEqualTo(NOON.plus(Duration.ofDays(3)));
        assertThat(again.dated(NOON.minusSeconds(1))).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    @DisplayName("dates what was stamped with real time by what it showed then")
    void dated() {
        ShiftedClock clock = ShiftedClock.in(folder, real::get);
        clock.advance(Duration.ofHours(1));
        real.set(NOON.plusSeconds(60));
        clock.advance(Duration.ofHours(1));

        assertThat(clock.dated(NOON.minusSeconds(1))).isEqualTo(NOON.minusSeconds(1));
        assertThat(clock.dated(NOON.plusSeconds(30)))
                .isEqualTo(NOON.plusSeconds(30).plus(Duration.ofHours(1)));
        assertThat(clock.dated(NOON.plusSeconds(90)))
                .isEqualTo(NOON.plusSeconds(90).plus(Duration.ofHours(2)));
    }

    @Test
    @DisplayName("goes no further than it can be kept, and is as before then")
    void absurd() {
        ShiftedClock clock = ShiftedClock.in(folder, real::get);

        for (Duration by : List.of(Duration.ofSeconds(Long.MAX_VALUE / 2), Duration.ofDays(365L * 9_000))) {
            assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(by));
        }

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(ShiftedClock.in(folder, real::get).instant()).isEqualTo(NOON);
    }

    @Test
    @DisplayName("forgets a move that a crash tore")
    void torn() throws Exception {
        ShiftedClock.in(folder, real::get).advance(Duration.ofHours(1));
        Files.writeString(folder.resolve("clock-moves"), "2026-11-23T12:0", StandardOpenOption.APPEND);

        ShiftedClock again = ShiftedClock.in(folder, real::get);
        real.set(NOON.plusSeconds(60));
        again.advance(Duration.ofHours(1));

        assertThat(ShiftedClock.in(folder, real::get).dated(NOON.plusSeconds(90)))
                .isEqualTo(NOON.plusSeconds(90).plus(Duration.ofHours(2)));
    }

    @Test
    @DisplayName("never goes back")
    void back() {
        ShiftedClock clock = ShiftedClock.in(folder, real::get);

        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    }
}

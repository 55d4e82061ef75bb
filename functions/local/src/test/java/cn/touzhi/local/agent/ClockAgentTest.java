package cn.touzhi.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.time.ShiftedClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The agent in a function's process")
class ClockAgentTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("lets it see every move of the clock, and ends it when its parent has gone")
    void agent() throws Exception {
        ShiftedClock clock = ShiftedClock.in(folder);
        clock.advance(Duration.ofDays(1));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:target/local-1-agent.jar=" + clock.file(),
                        "-cp",
                        "target/test-classes",
                        TellingTime.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertShows(told.readLine(), clock.instant());

            Instant moved = clock.advance(Duration.ofDays(30));
            String later = told.lines()
                    .limit(100)
                    .filter(line -> Instant.parse(line.split(" ")[0]).isAfter(moved.minusSeconds(20)))
                    .findFirst()
                    .orElseThrow();
            assertShows(later, moved);

            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertShows(String line, Instant time) {
        for (String told : line.split(" ")) {
            assertThat(Instant.parse(told)).isBetween(time.minusSeconds(20), time.plusSeconds(20));
        }
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behind most others, since a key that is withdrawn ends everybody's access tokens. */
@ExtendWith(RunningCloud.class)
@Order(Integer.MAX_VALUE - 1)
@DisplayName("A runbook")
class RunbooksIT {
    private static final Path INFRA = Path.of("../../infra");
    private static final String SECTION = "## On one machine";
    private static final Pattern COMMANDS = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private final World world;

    RunbooksIT(World world) {
        this.world = world;
    }

    static Stream<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(INFRA)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(RunbooksIT::hasCommands)
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThanOrEqualTo(3);
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    @DisplayName("works as it is written, on one machine:")
    void works(Path runbook) throws Exception {
        world.aVisitorWithPhone().registers();

        for (String commands : commandsIn(runbook)) {
            assertThat(exitOf(commands)).as(commands).isZero();
        }
    }

    @Test
    @DisplayName("that names a queue which is not there is found out")
    void foundOut() throws Exception {
        String wrong = commandsIn(INFRA.resolve("redrive.md")).getFirst().replace("ErasureQueue", "EraserQueue");

        assertThat(exitOf(wrong)).isNotZero();
    }

    private int exitOf(String commands) throws Exception {
        String here =
                commands.replace("localhost:8080", "localhost:" + world.base().getPort());
        Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", here)
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        return shell.exitValue();
    }

    private static boolean hasCommands(Path file) {
        return !commandsIn(file).isEmpty();
    }

    private static List<String> commandsIn(Path file) {
        try {
            String text = Files.readString(file);
            int section = text.indexOf(SECTION);
            return section < 0
                    ? List.of()
                    : COMMANDS.matcher(text.substring(section))
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningCloud.class)
@DisplayName("The tour in README.md")
class TourIT {
    private static final Pattern SCRIPT = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private final World world;

    TourIT(World world) {
        this.world = world;
    }

    @RepeatedTest(2)
    @DisplayName("works as it is pasted, and pasted again")
    void asPasted(@TempDir Path folder) throws Exception {
        assumeThat(has("curl")).as("curl is installed").isTrue();
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(script.find()).isTrue();
        String text =
                script.group(1).replace("http://localhost:8080", world.base().toString());

        String output = outputOf(text, folder);

        assertThat(output.lines().toList())
                .as(output)
                .containsSubsequence("401", "200")
                .endsWith("\"name\":\"李小明\"", "\"looks\":1", "/problems/application-over", "0");
        assertThat(output).contains("/problems/wrong-code").contains("\"acceptedPolicy\":4");
    }

    /** A script that waits for what never comes must not hold up the build. */
    private static String outputOf(String script, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = bash.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        bash.descendants().forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly().waitFor();
        assertThat(ended).as("ended in time: " + Files.readString(output)).isTrue();
        return Files.readString(output);
    }

    private static boolean has(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
    }
}

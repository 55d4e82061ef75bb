package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningCloud.class)
@DisplayName("The tour in README.md")
class TourIT {
    private static final Pattern SCRIPT = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private final World world;

    TourIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("works as it is pasted")
    void asPasted(@TempDir Path folder) throws Exception {
        assumeThat(has("curl")).as("curl is installed").isTrue();
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(script.find()).isTrue();
        String text =
                script.group(1).replace("http://localhost:8080", world.base().toString());

        Process bash = new ProcessBuilder("bash", "-c", text)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList()).as(output).endsWith("401", "200", "0");
        assertThat(output).contains("/problems/wrong-code").contains("\"acceptedPolicy\":4");
    }

    private static boolean has(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
    }
}

package cn.touzhi.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("mvn -Plocal")
@Timeout(180)
class MainTest {
    @TempDir
    Path project;

    private Process main;

    @BeforeEach
    void layOut() {
        FlowProject.in(project);
    }

    @AfterEach
    void end() {
        if (main != null) {
            main.destroyForcibly();
        }
    }

    @Test
    @DisplayName("says on one screen what is where, and leaves no process behind when it is stopped")
    void stop() throws Exception {
        main = start("-Dport=0");
        List<String> screen = screen();
        List<ProcessHandle> children = main.descendants().toList();

        assertThat(String.join("\n", screen))
                .contains("Console", "AWS_ACCESS_KEY_ID=local", "WorkFunction", "queue WorkQueue", "Ctrl-C");
        assertThat(screen).hasSizeLessThan(30);
        assertThat(children).hasSizeGreaterThanOrEqualTo(5);
        main.destroy();

        assertThat(main.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertGone(children);
    }

    @Test
    @DisplayName("loses nothing acknowledged by kill -9, and leaves no process behind")
    void kill() throws Exception {
        Path data = project.resolve("data");
        main = start("-Dport=0", "-Ddata=" + data);
        LocalClient local = new LocalClient(addressIn(screen()));
        List<ProcessHandle> children = main.descendants().toList();
        assertThat(local.send("POST", "/items/acknowledged", "").statusCode()).isEqualTo(201);

        main.destroyForcibly().waitFor();
        assertGone(children);

        main = start("-Dport=0", "-Ddata=" + data);
        LocalClient again = new LocalClient(addressIn(screen()));
        again.post("/_local/drain", "");
        assertThat(again.keys("ItemsTable", "item")).containsExactly("acknowledged");
        assertThat(again.keys("DoneTable", "item")).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("tells in one sentence that the port is in use")
    void port() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            main = start("-Dport=" + taken.getLocalPort());

            assertThat(refusal())
                    .isEqualTo("The local cloud can't start. Port %d is in use; choose another with -Dport=."
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    @DisplayName("tells in one sentence that a switch makes no sense")
    void badSwitch() throws Exception {
        main = start("-Dport=http");

        assertThat(refusal()).isEqualTo("The local cloud can't start. -Dport=http is no port.");
    }

    @Test
    @DisplayName("tells in one sentence what is wrong with the template")
    void template() throws Exception {
        Path template = project.resolve("template.yaml");
        Files.writeString(
                template, Files.readString(template).replace("!GetAtt WriteRole.Arn", "!GetAtt WrteRole.Arn"));
        main = start("-Dport=0");

        assertThat(refusal()).contains("WriteFunction").contains("WrteRole");
    }

    @Test
    @DisplayName("tells in one sentence that a handler is missing")
    void handler() throws Exception {
        Path template = project.resolve("template.yaml");
        Files.writeString(template, Files.readString(template).replace("FlowHandler", "FloHandler"));
        main = start("-Dport=0");

        assertThat(refusal())
                .isEqualTo("The local cloud can't start. WriteFunction.Handler is cn.touzhi.local.FloHandler,"
                        + " but flow.zip has no such class.");
    }

    @Test
    @DisplayName("tells in one sentence that a function has not been built")
    void zip() throws Exception {
        Files.delete(project.resolve("flow.zip"));
        main = start("-Dport=0");

        assertThat(refusal()).contains("WriteFunction.CodeUri").contains("mvn package makes it");
    }

    private Process start(String... switches) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(switches));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** What it prints until it is up. */
    private List<String> screen() throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(main.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains("Ctrl-C")) {
            lines.add(line);
            line = output.readLine();
        }
        assertThat(line).as("%s", lines).isNotNull();
        lines.add(line);
        return lines;
    }

    private static URI addressIn(List<String> screen) {
        return screen.stream()
                .filter(line -> line.strip().startsWith("Console"))
                .map(line -> URI.create(line.strip().split("\\s+")[1]))
                .findFirst()
                .orElseThrow();
    }

    private String refusal() throws Exception {
        String output = new String(main.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(main.waitFor()).isEqualTo(1);
        List<String> lines =
                Stream.of(output.split("\n")).filter(line -> !line.isBlank()).toList();
        assertThat(lines).as(output).hasSize(2);
        return lines.getLast();
    }

    private static void assertGone(List<ProcessHandle> children) {
        LocalClient.await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}

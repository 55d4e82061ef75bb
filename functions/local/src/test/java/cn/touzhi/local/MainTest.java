package cn.touzhi.local;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.lambda.BrokenHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.parallel.Isolated;

@DisplayName("mvn -Plocal")
@Timeout(180)
@SuppressWarnings("SystemOut")
@Isolated("it measures how long the start takes")
class MainTest {
    /** A session of its own is a group of its own; whoever runs the tests may have Ctrl-C ignored. */
    private static final List<String> OF_ITS_OWN_GROUP = List.of("setsid", "env", "--default-signal=INT");

    /** As below Maven: not the process itself is killed but the one that started it. */
    private static final List<String> BELOW_ANOTHER = List.of("sh", "-c", "\"$@\"; true", "sh");

    @TempDir
    Path project;

    @TempDir
    Path temporary;

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
    @DisplayName(
            "is up within seconds and says on one screen what is where; kill -9 loses nothing acknowledged; Ctrl-C leaves nothing")
    void life() throws Exception {
        Path data = project.resolve("data");
        long began = System.nanoTime();
        main = start(List.of(), "-Dport=0", "-Ddata=" + data);
        List<String> screen = screen();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("The local cloud was up after %.1f s.%n", took.toMillis() / 1000.0);
        assertShowsAll(screen);
        // 15 s on two cores that have nothing else to do
        assertThat(took).isLessThan(Duration.ofSeconds(30));

        LocalClient local = new LocalClient(addressIn(screen));
        List<ProcessHandle> children = main.descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(5);
        assertThat(local.send("POST", "/items/acknowledged", "").statusCode()).isEqualTo(201);
        main.destroyForcibly().waitFor();
        assertGone(children);

        main = start(OF_ITS_OWN_GROUP, "-Dport=0", "-Ddata=" + data);
        LocalClient again = new LocalClient(addressIn(screen()));
        children = main.descendants().toList();
        again.post("/_local/drain", "");
        assertThat(again.keys("ItemsTable", "item")).containsExactly("acknowledged");
        assertThat(again.keys("DoneTable", "item")).containsExactly("acknowledged");
        pressCtrlC();
        assertEndedWithoutAWord(children);
    }

    @Test
    @DisplayName("can be stopped while it starts, and leaves nothing behind then either")
    void stopWhileStarting() throws Exception {
        main = start(OF_ITS_OWN_GROUP, "-Dport=0");
        LocalClient.await(() -> main.descendants().count() >= 2);
        List<ProcessHandle> children = main.descendants().toList();

        pressCtrlC();

        assertThat(line()).isEqualTo("Starting the local cloud ...");
        assertEndedWithoutAWord(children);
    }

    @Test
    @DisplayName("ends when Maven is killed")
    void killedParent() throws Exception {
        main = start(BELOW_ANOTHER, "-Dport=0");
        LocalClient.await(() -> main.descendants().count() >= 3);
        List<ProcessHandle> descendants = main.descendants().toList();

        main.destroyForcibly().waitFor();

        assertGone(descendants);
        LocalClient.await(() -> temporary.toFile().list().length == 0);
    }

    @Test
    @DisplayName("tells in one sentence that a function does not start, and leaves nothing behind")
    void handlerThatThrows() throws Exception {
        Path template = project.resolve("template.yaml");
        Files.writeString(
                template,
                Files.readString(template).replace("cn.touzhi.local.FlowHandler", BrokenHandler.class.getName()));
        main = start(List.of(), "-Dport=0");

        assertThat(refusal())
                .isEqualTo("The local cloud can't start. WriteFunction does not start:"
                        + " java.lang.IllegalStateException: no configuration");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    @DisplayName("tells in one sentence that a switch makes no sense")
    void badSwitch() throws Exception {
        main = start(List.of(), "-Dport=http");

        assertThat(refusal()).isEqualTo("The local cloud can't start. -Dport=http is no port.");
    }

    private Process start(List<String> launcher, String... switches) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of(switches));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** As a terminal does: all processes of the group are told. */
    private void pressCtrlC() throws Exception {
        new ProcessBuilder("kill", "-INT", "--", "-" + main.pid()).start().waitFor();
    }

    private String rest() throws IOException {
        return new String(main.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void assertShowsAll(List<String> screen) {
        assertThat(String.join("\n", screen))
                .contains("Console", "AWS_ACCESS_KEY_ID=local", "WorkFunction", "queue WorkQueue", "Ctrl-C");
        assertThat(screen).hasSizeLessThan(30);
    }

    /** What it prints until it is up. */
    private List<String> screen() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line();
        while (line != null && !line.contains("Ctrl-C")) {
            lines.add(line);
            line = line();
        }
        assertThat(line).as("%s", lines).isNotNull();
        lines.add(line);
        return lines;
    }

    /** Nothing is read beyond it: what comes later is somebody else's to see. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = main.getInputStream().read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = main.getInputStream().read();
        }
        return next < 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private static URI addressIn(List<String> screen) {
        return screen.stream()
                .filter(line -> line.strip().startsWith("Console"))
                .map(line -> URI.create(line.strip().split("\\s+")[1]))
                .findFirst()
                .orElseThrow();
    }

    private String refusal() throws Exception {
        String output = rest();
        assertThat(main.waitFor()).isEqualTo(1);
        List<String> lines =
                Stream.of(output.split("\n")).filter(line -> !line.isBlank()).toList();
        assertThat(lines).as(output).hasSize(2);
        return lines.getLast();
    }

    private void assertEndedWithoutAWord(List<ProcessHandle> children) throws Exception {
        assertThat(rest()).isBlank();
        assertThat(main.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertGone(children);
        assertThat(temporary).isEmptyDirectory();
    }

    private static void assertGone(List<ProcessHandle> children) {
        LocalClient.await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}

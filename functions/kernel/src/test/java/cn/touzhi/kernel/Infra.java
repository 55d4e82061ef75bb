package cn.touzhi.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.http.ApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A committed file under {@code infra/} that is made from the code, each room's part by that room's tests: they fail
 * when it is stale, and write it when run with {@code -Drenew}.
 */
public final class Infra {
    private static final Path FOLDER = Path.of("../../infra");

    private final Path file;

    /** @param name of the file */
    public Infra(String name) {
        this(FOLDER.resolve(name));
    }

    Infra(Path file) {
        this.file = file;
    }

    /** Asserts that {@code part} is what the file, the description of the whole API, says of its room. */
    public void assertApi(ApiDocument part) {
        String expected = part.renewed(read());
        if (isToBeRenewed()) {
            write(expected);
        } else {
            assertThat(read()).as(staleness(part.room())).isEqualTo(expected);
        }
    }

    /** Asserts that {@code room}'s part of a text, which stands between two comments that name it, is this. */
    public void assertPart(String room, String expected) {
        String text = read();
        String begin = "<!-- " + room + ": generated -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end of " + room + " -->");
        assertThat(to).as("the part of %s in %s", room, file).isGreaterThanOrEqualTo(from);
        if (isToBeRenewed()) {
            write(text.substring(0, from) + expected + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).as(staleness(room)).isEqualTo(expected);
        }
    }

    /**
     * Asserts that {@code room}'s lines of a JSON array with one object in each line are these. An object begins with
     * the room's name.
     */
    public void assertLines(String room, List<String> expected) {
        List<String> all = new ArrayList<>(read().lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .toList());
        List<String> own = all.stream()
                .filter(line -> line.startsWith("{\"room\":\"" + room + "\","))
                .toList();
        if (isToBeRenewed()) {
            all.removeAll(own);
            all.addAll(expected);
            all.sort(null);
            write("[\n" + String.join(",\n", all) + "\n]\n");
        } else {
            assertThat(own).as(staleness(room)).containsExactlyElementsOf(expected);
        }
    }

    private String staleness(String room) {
        return "the part of " + room + " in " + file.normalize() + " is stale; this renews it: mvn -pl functions/"
                + room + " -am test -Drenew";
    }

    private static boolean isToBeRenewed() {
        return System.getProperty("renew") != null;
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

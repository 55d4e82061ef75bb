package cn.touzhi.local.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of README.md that is made from the project itself, between two comments that name it. */
public final class Generated {
    private static final Path README = Path.of("../../README.md");

    private final String name;

    /** @param name as the comments have it */
    public Generated(String name) {
        this.name = name;
    }

    /**
     * Asserts that the part reads {@code expected}; run with {@code -Drenew} it writes it instead.
     *
     * @throws IOException if README.md can't be read or written
     */
    public void assertIs(String expected) throws IOException {
        String text = Files.readString(README);
        String begin = "<!-- " + name + ": generated -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end of " + name + " -->");
        assertThat(to).as("the part " + name + " of README.md").isGreaterThanOrEqualTo(from);
        if (System.getProperty("renew") != null) {
            Files.writeString(README, text.substring(0, from) + expected + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("the part «%s» of README.md; renew it by adding -Drenew to the command", name)
                .isEqualTo(expected);
    }
}

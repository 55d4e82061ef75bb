package cn.touzhi.local.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keeps {@code infra/faults.md} honest. */
@DisplayName("The table of faults")
class FaultsTableTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+)` \"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| F(\\d+) \\|.*\\| (.+) \\|$");
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final int LAST = 57;

    /** Numbers of faults that were found to be parts of others. */
    private static final List<Integer> UNUSED = List.of(8, 13, 20, 42, 49);

    @Test
    @DisplayName("has a row for every fault, which names a test or says why there is none")
    void complete() throws IOException {
        List<MatchResult> rows = ROW.matcher(table()).results().toList();

        assertThat(rows)
                .extracting(row -> Integer.valueOf(row.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST)
                        .boxed()
                        .filter(number -> !UNUSED.contains(number))
                        .toList());
        assertThat(rows)
                .allMatch(row ->
                        PROOF.matcher(row.group(2)).find() || row.group(2).startsWith("not met: "));
    }

    @Test
    @DisplayName("names tests and rules that are there, in their own words")
    void honest() throws IOException {
        List<MatchResult> proofs = PROOF.matcher(table()).results().toList();

        assertThat(proofs).hasSizeGreaterThan(LAST).allSatisfy(proof -> assertThat(sourceOf(proof.group(1)))
                .as(proof.group(1))
                .contains("\"" + proof.group(2) + "\""));
    }

    private static String table() throws IOException {
        return Files.readString(ROOT.resolve("infra/faults.md"));
    }

    private static String sourceOf(String testClass) {
        try (Stream<Path> functions = Files.walk(ROOT.resolve("functions"));
                Stream<Path> infra = Files.walk(ROOT.resolve("infra"))) {
            return Stream.concat(functions, infra)
                    .filter(file -> file.endsWith(testClass + ".java")
                            && file.toString().contains("src/test"))
                    .map(FaultsTableTest::read)
                    .map(source -> JOINT.matcher(source).replaceAll(""))
                    // two modules may have a class of one name
                    .collect(Collectors.joining());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

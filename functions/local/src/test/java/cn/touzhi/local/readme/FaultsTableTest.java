package cn.touzhi.local.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        Map<String, String> sources = sources();

        assertThat(proofs).hasSizeGreaterThan(LAST).allSatisfy(proof -> assertThat(
                        sources.getOrDefault(proof.group(1), ""))
                .as(proof.group(1))
                .contains("\"" + proof.group(2) + "\""));
    }

    private static String table() throws IOException {
        return Files.readString(ROOT.resolve("infra/faults.md"));
    }

    /** The sources of all tests by the names of their classes; two modules may have a class of one name. */
    private static Map<String, String> sources() {
        return Stream.of("functions", "infra")
                .flatMap(folder -> modulesIn(ROOT.resolve(folder)))
                .flatMap(FaultsTableTest::testsOf)
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        file -> JOINT.matcher(read(file)).replaceAll(""),
                        String::concat));
    }

    private static Stream<Path> modulesIn(Path folder) {
        try (Stream<Path> modules = Files.list(folder)) {
            return modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> testsOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
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

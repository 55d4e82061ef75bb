package cn.touzhi.local.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Which requirement of ASVS 5.0.0 (OWASP, CC BY-SA 4.0; levels 1 and 2) is proved by what. Their ids and levels stand in
 * {@code asvs-5.0.0-levels.txt}; what proves each, and in a few words of ours what it is about, in {@code asvs-proofs.txt}.
 */
@DisplayName("The requirements of ASVS 5.0.0")
class AsvsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path TABLE = ROOT.resolve(".github/ASVS.md");

    @Test
    @DisplayName("of levels 1 and 2 are all accounted for, once, and no others")
    void complete() {
        assertThat(proofs().stream().map(Proof::id)).containsExactlyElementsOf(levels().keySet());
        assertThat(levels().values().stream().filter(level -> level == 1)).hasSize(70);
        assertThat(levels().values().stream().filter(level -> level == 2)).hasSize(183);
    }

    @Test
    @DisplayName("are proved by tests, rules and documents that are there; what isn't proved says why")
    void there() throws IOException {
        Set<String> classes = classes();
        for (Proof proof : proofs()) {
            switch (proof.how()) {
                case TEST, RULE ->
                    assertThat(classes)
                            .as(proof.id())
                            .containsAll(List.of(proof.by().split(" ")));
                case DOC -> assertThat(ROOT.resolve(proof.by())).as(proof.id()).exists();
                case AWS, NONE, DEVIATION, OPEN ->
                    assertThat(proof.by().length()).as(proof.id()).isGreaterThan(5);
                case CLIENT -> assertThat(proof.what()).as(proof.id()).isNotBlank();
            }
            if (proof.how() == How.RULE) {
                assertThat(proof.by()).as(proof.id()).contains("Rules");
            }
        }
    }

    @Test
    @DisplayName("stand in the committed table")
    void committed() throws IOException {
        String table = table();
        if (System.getProperty("renew") != null) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE))
                .as("this renews it: mvn -pl functions/local -am test -Dtest=AsvsTest -Drenew"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(table);
    }

    private static String table() {
        Map<How, Long> counts =
                new EnumMap<>(proofs().stream().collect(Collectors.groupingBy(Proof::how, Collectors.counting())));
        StringBuilder text = new StringBuilder("""
                # ASVS 5.0.0, levels 1 and 2

                Every requirement of the [Application Security Verification Standard](https://owasp.org/www-project-application-security-verification-standard/)
                (OWASP, CC BY-SA 4.0) at these levels, what it is about in a few words of ours, and what proves it. It is no
                certificate: whoever reads a test may find that it proves less than is claimed here, and is asked to say so. The
                build fails where a requirement is missing, or a test, rule or document that is named isn't there; that the
                tests pass, the build itself says. Made by `AsvsTest` from `asvs-proofs.txt`.

                | result | requirements |
                |---|---|
                """);
        counts.forEach((how, count) ->
                text.append("| %s | %d |%n".formatted(how.words, count).replace("\r", "")));
        text.append("\n| id | level | what | result | by, or why |\n|---|---|---|---|---|\n");
        Map<String, Integer> levels = levels();
        for (Proof proof : proofs()) {
            text.append("| v5.0.0-%s | %d | %s | %s | %s |\n"
                    .formatted(proof.id(), levels.get(proof.id()), proof.what(), proof.how().words, by(proof)));
        }
        return text.toString();
    }

    private static String by(Proof proof) {
        return switch (proof.how()) {
            case TEST, RULE ->
                Stream.of(proof.by().split(" ")).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            case DOC -> "[" + proof.by() + "](../" + proof.by() + ")";
            case AWS, NONE, DEVIATION, OPEN, CLIENT -> proof.by();
        };
    }

    private static List<Proof> proofs() {
        return lines("asvs-proofs.txt")
                .map(line -> line.split("\\|", 4))
                .map(parts -> new Proof(
                        parts[0], How.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT)), parts[2], parts[3]))
                .toList();
    }

    private static Map<String, Integer> levels() {
        Map<String, Integer> levels = new LinkedHashMap<>();
        lines("asvs-5.0.0-levels.txt")
                .map(line -> line.split(" "))
                .forEach(parts -> levels.put(parts[0], Integer.valueOf(parts[1])));
        return levels;
    }

    private static Stream<String> lines(String resource) {
        try (InputStream in = AsvsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("functions"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*(Test|IT|Rules)\\.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    /** What the build, or somebody else, says to a requirement. */
    private enum How {
        TEST("proved by a test"),
        RULE("proved by a rule about the template"),
        DOC("written down"),
        AWS("done by AWS"),
        CLIENT("the client's to do"),
        NONE("not applicable"),
        DEVIATION("deviation, with its reason"),
        OPEN("open");

        private final String words;

        How(String words) {
            this.words = words;
        }
    }

    /**
     * What proves a requirement.
     *
     * @param by names of classes or a file, or the reason
     * @param what the requirement is about
     */
    private record Proof(String id, How how, String by, String what) {}
}

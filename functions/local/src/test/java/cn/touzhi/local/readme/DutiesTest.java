package cn.touzhi.local.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which tests prove which duty of the privacy policy, by their {@link cn.touzhi.kernel.Clause} annotations. */
@DisplayName("A duty of the privacy policy")
class DutiesTest {
    private static final Path FUNCTIONS = Path.of("..");
    private static final Pattern MARK = Pattern.compile("(?m)^\\s*@Clause\\(\\{?([^)]*?)\\}?\\)");
    private static final Pattern NUMBER = Pattern.compile("\"([^\"]+)\"");

    @Test
    @DisplayName("that is due is proved by a test that carries its number, and README.md lists both")
    void proved() throws IOException {
        Map<String, String> due = due();
        Map<String, List<String>> tests = testsByDuty();

        assertThat(tests.keySet()).as("duties that tests carry").containsExactlyInAnyOrderElementsOf(due.keySet());
        StringBuilder table = new StringBuilder("| duty | what is promised | tests |\n|---|---|---|\n");
        due.forEach((number, promise) ->
                table.append("| %s | %s | %s |\n".formatted(number, promise, String.join(", ", tests.get(number)))));
        new Generated("duties").assertIs(table.toString());
    }

    /** Those that what is built so far must keep. */
    private static Map<String, String> due() {
        Map<String, String> due = new LinkedHashMap<>();
        due.put("1", "The policy has numbered versions that never change, and each stays readable (header)");
        due.put("2", "Nobody's data is kept before they accepted a version, and which one is recorded (1)");
        due.put("3", "Who does not accept a newer version can still sign in, see themselves, and leave (1)");
        due.put(
                "5",
                "Registering takes a code that ends, bears few guesses and betrays no account; the channel is kept"
                        + " (2.1.1)");
        due.put("6", "Open jobs are browsed without an account, and nothing is left behind by it (2.1.1)");
        due.put(
                "10",
                "Each kind of sensitive data in a resume needs a consent of its own, is sealed, masked until its owner asks"
                        + " for it, and goes with its consent; nothing that is required forces anybody to disclose it (2.1.2)");
        due.put(
                "11",
                "A file is taken at its announced size, kind and content alone, is read by nobody before it was checked, has"
                        + " a key that says nothing, and is gone in every version once its owner wishes (2.1.2)");
        due.put(
                "12",
                "An ID number is given for one application that asks for it, seen by that employer while it lasts, thirty"
                        + " days at most, and gone then (2.1.2)");
        due.put("14", "Each application is kept with all its steps and their times, for its owner to see (2.1.3)");
        due.put(
                "26",
                "Every permission of the device is seen and switched one by one, each change with time, text and source"
                        + " (2.3)");
        due.put("27", "Without the permission to read files none is attached, and all else works (2.3.1)");
        due.put(
                "29",
                "Where somebody looks for work is used for the search and dropped: no position is kept or logged (2.3.3)");
        due.put(
                "37",
                "A resume that was submitted is seen by that employer alone, in that version, and each look is recorded"
                        + " where its owner sees it (3.1 (1))");
        due.put(
                "38",
                "A search of resumes names nobody and tells no contact, in no result, list, cursor or log (3.1 (2))");
        due.put("47", "A resume is found from the moment in which it is public until that in which it isn't (4.1.1)");
        due.put(
                "48",
                "Whatever an employer gets with an application has a receipt of recipient, purpose, fields and the text"
                        + " that was shown (4.1.2)");
        due.put(
                "56",
                "What an erasure leaves is listed with its reason and end, and nobody gets in or hears of it any more;"
                        + " what the law keeps of applications is sealed from every room (5.1.1)");
        due.put(
                "58",
                "What is past its term is gone by the next run, also after runs that were missed; reasons to keep it"
                        + " longer come with legal holds (5.1.3)");
        due.put("60", "Stores are encrypted, ways in are closed, and every role may do only what it needs (5.2)");
        due.put(
                "64",
                "Whoever reports an account as in wrong hands ends all its sessions at once and opens a case; new keys"
                        + " to it are told to the old ones, and are weaker for a while (5.2 (5))");
        due.put(
                "65",
                "There are no weak passwords, because there are none; taking down what others posted comes with posts"
                        + " (5.2 (6))");
        due.put(
                "71",
                "Whoever is erased is gone from every store of registration but for an opaque id and counters that end;"
                        + " requests, receipts and what the law keeps come with the room of rights (6.3)");
        due.put("73", "After that nothing brings them back, and the same phone registers anew without a trace (6.5)");
        due.put("78c", "Whoever is under 16 is refused, and nothing is kept (9)");
        return due;
    }

    private static Map<String, List<String>> testsByDuty() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FUNCTIONS)) {
            files.filter(file -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .forEach(file -> numbersIn(file)
                            .forEach(number -> tests.computeIfAbsent(number, first -> new ArrayList<>())
                                    .add(file.getFileName().toString().replace(".java", ""))));
        }
        return tests;
    }

    private static List<String> numbersIn(Path file) {
        return MARK.matcher(read(file))
                .results()
                .flatMap(mark -> NUMBER.matcher(mark.group(1)).results())
                .map(number -> number.group(1))
                .distinct()
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

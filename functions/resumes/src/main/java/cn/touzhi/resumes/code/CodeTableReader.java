package cn.touzhi.resumes.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a table from its file: tabs between fields, first a line for each of its properties, then an empty line, then a
 * line for each code with its Chinese name, its English name and, where they apply, its parent and a mark.
 */
final class CodeTableReader {
    private static final String NONE = "";
    private static final String UNDISCLOSED = "undisclosed";
    private static final String ABOLISHED = "abolished";

    private CodeTableReader() {}

    /** The table that lies in {@code codes/<id>.tsv}. */
    static CodeTable ofResource(String id) {
        try (InputStream resource = CodeTableReader.class.getResourceAsStream("/codes/" + id + ".tsv")) {
            return read(id, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads a whole text.
     *
     * @throws IllegalStateException if it isn't of that form
     */
    static CodeTable read(String id, String text) {
        List<String> lines = text.lines().toList();
        int end = lines.indexOf(NONE);
        check(end >= 0, id);
        Map<String, String> properties = properties(lines.subList(0, end));
        return new CodeTable(
                id,
                property(properties, "chinese"),
                property(properties, "english"),
                property(properties, "standard"),
                LocalDate.parse(property(properties, "version")),
                property(properties, "source"),
                Optional.ofNullable(properties.get("note")),
                lines.subList(end + 1, lines.size()).stream()
                        .map(CodeTableReader::code)
                        .toList());
    }

    private static Map<String, String> properties(List<String> lines) {
        Map<String, String> properties = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            check(fields.length == 2 && properties.put(fields[0], fields[1]) == null, line);
        }
        return properties;
    }

    private static String property(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, NONE);
        check(!value.isEmpty(), name);
        return value;
    }

    private static Code code(String line) {
        String[] fields = line.split("\t", -1);
        check(fields.length >= 3 && fields.length <= 5, line);
        String mark = fields.length > 4 ? fields[4] : NONE;
        check(List.of(NONE, UNDISCLOSED, ABOLISHED).contains(mark), line);
        return new Code(
                fields[0],
                fields[1],
                fields[2],
                Optional.of(fields.length > 3 ? fields[3] : NONE).filter(parent -> !parent.isEmpty()),
                mark.equals(UNDISCLOSED),
                mark.equals(ABOLISHED));
    }

    private static void check(boolean wellFormed, String where) {
        if (!wellFormed) {
            throw new IllegalStateException("a code table is not of its form at: " + where);
        }
    }
}

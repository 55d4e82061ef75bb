package cn.touzhi.jobs.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Reads terms from {@code terms.tsv}: data, each with its source, so that a lawyer can read and change them. */
final class Terms {
    private static final int FIELDS = 4;

    private Terms() {}

    /** All of them. */
    static List<Term> all() {
        try (InputStream resource = Terms.class.getResourceAsStream("terms.tsv")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Terms::term)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Term term(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException("a term is not of its form at: " + line);
        }
        return new Term(TermCategory.named(fields[0]), Pattern.compile(fields[1]), fields[2], fields[3]);
    }
}

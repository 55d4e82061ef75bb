package cn.touzhi.resumes.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code tables. A table lies in {@code codes/<id>.tsv}, and another one means one more file and one more id here.
 *
 * <p>Each is read when it is first asked for: whoever asks for one doesn't wait for the others.
 */
public final class CodeTables {
    /** In the order in which they are listed. */
    private static final List<String> IDS = List.of(
            "gender",
            "marital-status",
            "health",
            "ethnic-group",
            "political-status",
            "education",
            "degree",
            "region",
            "industry",
            "job-category",
            "availability");

    private final Map<String, CodeTable> read = new ConcurrentHashMap<>();

    /** Every table. */
    public List<CodeTable> all() {
        return IDS.stream().map(this::known).toList();
    }

    /** A table; empty if there is none of that id. */
    public Optional<CodeTable> table(String id) {
        return Optional.of(id).filter(IDS::contains).map(this::known);
    }

    /**
     * Whether {@code code} is in a table, be it undisclosed or abolished.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public boolean contains(String table, String code) {
        return table(table)
                .orElseThrow(() -> new IllegalArgumentException("there is no table " + table))
                .code(code)
                .isPresent();
    }

    private CodeTable known(String id) {
        return read.computeIfAbsent(id, CodeTableReader::ofResource);
    }
}

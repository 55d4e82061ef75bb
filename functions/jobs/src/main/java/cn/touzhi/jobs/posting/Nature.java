package cn.touzhi.jobs.posting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of work it is, and what schema.org calls it ({@code employmentType}). */
public enum Nature {
    FULL_TIME("FULL_TIME"),
    PART_TIME("PART_TIME"),
    INTERNSHIP("INTERN"),
    /** In a shop, which schema.org doesn't know. */
    SHOP("OTHER");

    private final String schemaOrg;

    Nature(String schemaOrg) {
        this.schemaOrg = schemaOrg;
    }

    /** As schema.org says it. */
    String schemaOrg() {
        return schemaOrg;
    }

    /** The name in JSON and in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The nature with this {@link #text}, if there is one. */
    static Optional<Nature> of(String text) {
        return Arrays.stream(values())
                .filter(nature -> nature.text().equals(text))
                .findFirst();
    }
}

package cn.touzhi.jobs.wording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A rule of the state by which a posting may say what none may else. Staff set it, after they have looked. */
public enum LegalBasis {
    /** Work that women must not be set to (女职工劳动保护特别规定, State Council order 619 of 2012, annex). */
    WORK_UNSUITABLE_FOR_WOMEN(TermCategory.GENDER),
    /** Civil servants are taken between 18 and 35 years of age (公务员录用规定). */
    PUBLIC_SERVICE_RECRUITMENT(TermCategory.AGE);

    private final Set<TermCategory> excused;

    LegalBasis(TermCategory... excused) {
        this.excused = Set.of(excused);
    }

    /** What it allows. */
    public Set<TermCategory> excused() {
        return excused;
    }

    /** The name in JSON and in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The basis with this {@link #text}, if there is one. */
    public static Optional<LegalBasis> of(String text) {
        return Arrays.stream(values())
                .filter(basis -> basis.text().equals(text))
                .findFirst();
    }
}

package cn.touzhi.jobs.wording;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds wording that keeps people out for what they are (就业促进法, 妇女权益保障法). It knows what is written plainly or
 * hidden a little; what it doesn't know, people may report and staff suspend.
 */
public final class Wording {
    private final List<Term> terms;

    /** With all terms that there are. */
    public Wording() {
        this.terms = Terms.all();
    }

    /**
     * For what {@code text} keeps people out.
     *
     * @param basis by which some of that is allowed
     */
    public Set<TermCategory> faultsOf(String text, Optional<LegalBasis> basis) {
        String normal = NormalText.of(text);
        Set<TermCategory> faults = EnumSet.noneOf(TermCategory.class);
        for (Term term : terms) {
            boolean excused = basis.filter(known -> known.excused().contains(term.category()))
                    .isPresent();
            if (!excused && term.pattern().matcher(normal).find()) {
                faults.add(term.category());
            }
        }
        return faults;
    }
}

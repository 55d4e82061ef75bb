package cn.touzhi.resumes.resume;

import cn.touzhi.kernel.http.Outcome;
import java.util.Set;

/** What a resume is to say from now on, given what it says. */
interface Rewording {
    /** Refused where the resume can't come to say so. */
    Outcome<Reworded> of(Sealing.Opened before);

    /**
     * What it is to say.
     *
     * @param opened all of it
     * @param said what of it that is sensitive is said now, whether or not it was said before: it needs its consent now
     */
    record Reworded(Sealing.Opened opened, Set<SensitiveKind> said) {
        /** Takes a copy. */
        public Reworded {
            said = Set.copyOf(said);
        }
    }
}

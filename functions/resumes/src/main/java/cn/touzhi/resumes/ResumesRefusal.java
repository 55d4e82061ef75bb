package cn.touzhi.resumes;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import java.util.List;
import java.util.Map;

/** Why something was not done in this room, beside what every room refuses. */
public sealed interface ResumesRefusal extends Refusal {
    /** They have as many resumes as anybody may. */
    record TooManyResumes() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "too-many-resumes", "There is no room for another resume")
                    .detailed("Delete one first.");
        }
    }

    /** Nothing that employers could do with it yet. */
    record Incomplete(List<Problem.Fault> missing) implements ResumesRefusal {
        /** Takes a copy. */
        public Incomplete {
            missing = List.copyOf(missing);
        }

        @Override
        public Problem problem() {
            return new Problem(
                    409,
                    "resume-incomplete",
                    "The resume lacks what must be in it before it can be submitted",
                    "Fill it in first.",
                    missing,
                    Map.of(),
                    Map.of());
        }
    }

    /** A consent is missing, or not known of yet. */
    record Consent(Problem problem) implements ResumesRefusal {}

    /** Nothing confirms that they may look, or no longer. */
    record NoGrant() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "no-grant", "Nothing grants this view, or not any more");
        }
    }
}

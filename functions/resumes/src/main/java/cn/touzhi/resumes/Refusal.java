package cn.touzhi.resumes;

import cn.touzhi.kernel.http.EntityVersion;
import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import java.util.List;
import java.util.Map;

/** Why something was not done. */
public sealed interface Refusal {
    /** As the client reads it. */
    Problem problem();

    /** The session doesn't go on, or the caller is being erased. */
    record SessionOver() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.sessionEnded();
        }
    }

    /** There is no such thing, or not for whoever asks: they can't tell which. */
    record NothingThere() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.noSuchThing();
        }
    }

    /** The Idempotency-Key came with another request before. */
    record KeyReused() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(422, "idempotency-key-reused", "The Idempotency-Key came with another request before");
        }
    }

    /** They have as many resumes as anybody may. */
    record TooManyResumes() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "too-many-resumes", "There is no room for another resume")
                    .detailed("Delete one first.");
        }
    }

    /** It changed since it was read. */
    record VersionChanged() implements Refusal {
        @Override
        public Problem problem() {
            return EntityVersion.changed();
        }
    }

    /** Nothing that employers could do with it yet. */
    record Incomplete(List<Problem.Fault> missing) implements Refusal {
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

    /** Values that aren't in their table, or contradict each other. */
    record Unfit(List<Problem.Fault> faults) implements Refusal {
        /** Takes a copy. */
        public Unfit {
            faults = List.copyOf(faults);
        }

        @Override
        public Problem problem() {
            return Problems.malformed(faults);
        }
    }

    /** A consent is missing, or not known of yet. */
    record Consent(Problem problem) implements Refusal {}

    /** Nothing confirms that they may look, or no longer. */
    record NoGrant() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "no-grant", "Nothing grants this view, or not any more");
        }
    }

    /** Others were faster each time. */
    record Busy() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.tryAgain();
        }
    }
}

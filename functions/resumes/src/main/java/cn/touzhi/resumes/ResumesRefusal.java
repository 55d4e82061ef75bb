package cn.touzhi.resumes;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusal;
import java.time.Duration;
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

    /** They have as many attachments as anybody may. */
    record TooManyAttachments() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "too-many-attachments", "There is no room for another attachment")
                    .detailed("Delete one first.");
        }
    }

    /** Attachments that aren't there, or weren't found to be harmless. */
    record AttachmentsNotClean(List<Problem.Fault> faults) implements ResumesRefusal {
        /** Takes a copy. */
        public AttachmentsNotClean {
            faults = List.copyOf(faults);
        }

        @Override
        public Problem problem() {
            return new Problem(
                    409,
                    "attachment-not-clean",
                    "The resume names attachments that can't go with it",
                    "Wait until they are checked, or take them out.",
                    faults,
                    Map.of(),
                    Map.of());
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

    /** What everybody who searches would see says how its owner is reached, or who they are. */
    record ContactInPublicText(List<Problem.Fault> leaks) implements ResumesRefusal {
        /** Takes a copy. */
        public ContactInPublicText {
            leaks = List.copyOf(leaks);
        }

        @Override
        public Problem problem() {
            return new Problem(
                    409,
                    "contact-in-public-text",
                    "What employers find by search must not say who you are or how you are reached",
                    "Take it out there; whoever you apply to sees your name and contact anyway.",
                    leaks,
                    Map.of(),
                    Map.of());
        }
    }

    /**
     * A body that is to stand in the place of all that a resume says leaves out what is sensitive in it: most likely the
     * client has read a masked view.
     */
    record SensitiveLeftOut(List<Problem.Fault> leftOut) implements ResumesRefusal {
        /** Takes a copy. */
        public SensitiveLeftOut {
            leftOut = List.copyOf(leftOut);
        }

        @Override
        public Problem problem() {
            return new Problem(
                    409,
                    "sensitive-left-out",
                    "The resume says something sensitive that the body leaves out",
                    "Change the rest by a merge patch, or read it revealed and say it again;"
                            + " a merge patch with null takes it away.",
                    leftOut,
                    Map.of(),
                    Map.of());
        }
    }

    /** The employer has nothing to offer just now. */
    record NoOpenPosting() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "no-open-posting", "The employer has no open posting")
                    .detailed("Open one first.");
        }
    }

    /**
     * They have had as many pages as anybody reads on a day.
     *
     * @param tomorrow how long until it is another day in China
     */
    record TooManySearches(Duration tomorrow) implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(429, "too-many-searches", "You have had as many pages of resumes as there are for a day")
                    .retryAfter(tomorrow);
        }
    }

    /** The cursor, which stands in the body, is not one of this search's. */
    record ForeignCursor() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problems.malformed(List.of(new Problem.Fault("/cursor", "must be of a page of the same search")));
        }
    }

    /** Nothing confirms that they may look, or no longer. */
    record NoGrant() implements ResumesRefusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "no-grant", "Nothing grants this view, or not any more");
        }
    }
}

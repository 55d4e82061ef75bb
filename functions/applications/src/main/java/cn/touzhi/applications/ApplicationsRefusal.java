package cn.touzhi.applications;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import java.time.Duration;
import java.time.Instant;

/** Why something was not done in this room, beside what every room refuses. */
public sealed interface ApplicationsRefusal extends Refusal {
    /** Nothing confirms the version, or not for this caller, or not any more. */
    record NoReceipt() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "receipt-unfit", "The receipt is not one of yours that is still good")
                    .detailed("Freeze the resume again.");
        }
    }

    /** The resume lacks what employers need to judge it. */
    record Incomplete() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "resume-incomplete", "The resume lacks what must be in it")
                    .detailed("Fill it in, and freeze it again.");
        }
    }

    /** The interview that is to be accepted is not the one that was proposed last, or its time is over. */
    record OtherInterview() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(
                            409,
                            "interview-changed",
                            "The interview was proposed for another time, or its time is over")
                    .detailed("Read it again.");
        }
    }

    /**
     * What the seeker was shown is not what they must be shown.
     *
     * @param current the text that they must be shown
     */
    record OtherText(int current) implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "text-not-current", "Another text is asked about by now")
                    .detailed("Show the current text, and ask again.")
                    .with("current", current);
        }
    }

    /** It has taken more steps than any hiring needs. */
    record TooManyMoves() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(
                    409, "too-many-moves", "The application has taken too many steps for one more of this kind");
        }
    }

    /** The version came with another submission. */
    record VersionUsed() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "version-used", "The version was submitted before")
                    .detailed("Freeze the resume again.");
        }
    }

    /** It took other steps since it was read. */
    record Changed() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "application-changed", "The application took other steps since it was read")
                    .detailed("Read it again.");
        }
    }

    /** What is to be released is not in the version. */
    record NotInVersion() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "field-not-in-version", "What is to be released is not in the version");
        }
    }

    /** The posting takes no resumes. */
    record JobNotOpen() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "job-not-open", "The job takes no applications");
        }
    }

    /** The owner of the resume hides it from this employer. */
    record Hidden() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "hidden-from-employer", "The resume is hidden from this employer");
        }
    }

    /** One is under way. */
    record AlreadyApplied() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "already-applied", "An application to this job is under way");
        }
    }

    /** The last one ended not long ago. */
    record TooEarly(Instant from) implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "reapply-too-early", "The last application to this job ended not long ago")
                    .with("from", from.toString());
        }
    }

    /** They submitted as many as anybody may in a day. */
    record DailyCap(Duration left) implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(429, "daily-cap", "No more applications can be sent today")
                    .retryAfter(left);
        }
    }

    /** The submission is over. */
    record Over() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "application-over", "The application is over");
        }
    }

    /** No employer asks for it. */
    record NotAsked() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "identity-number-not-asked", "The employer does not ask for an ID number");
        }
    }

    /** Its owner didn't give it, or took it back, or it is over. */
    record NotGiven() implements ApplicationsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "identity-number-not-given", "There is no ID number for this application");
        }
    }
}

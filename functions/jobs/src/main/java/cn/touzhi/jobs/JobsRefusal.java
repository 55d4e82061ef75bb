package cn.touzhi.jobs;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;
import java.util.List;
import java.util.Map;

/** Why something was not done in this room, beside what every room refuses. */
public sealed interface JobsRefusal extends Refusal {
    /** Only staff may do it. */
    record StaffOnly() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "staff-only", "Only the platform's staff may do this");
        }
    }

    /** Another employer has the code. */
    record CodeTaken() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "code-taken", "An employer is registered under this code");
        }
    }

    /** The organisation hasn't authorised whoever acts for it. */
    record NotAuthorised() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "authorisation-missing", "The organisation has not authorised its agent");
        }
    }

    /** An employer keeps one owner at least. */
    record LastOwner() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "last-owner", "An employer keeps one owner at least");
        }
    }

    /** The employer has as many members as it may have. */
    record TooManyMembers() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "too-many-members", "The employer has no room for another");
        }
    }

    /** The posting's time is over. */
    record ValidityOver() implements JobsRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "validity-over", "The posting's time is over")
                    .detailed("Give it another end first.");
        }
    }

    /** It keeps people out for what they are. */
    record Discriminatory(List<Problem.Fault> faults) implements JobsRefusal {
        /** Takes a copy. */
        public Discriminatory {
            faults = List.copyOf(faults);
        }

        @Override
        public Problem problem() {
            return new Problem(
                    422,
                    "discriminatory-wording",
                    "The wording keeps people out for what they are",
                    "Say what the work demands, and leave out whom you want.",
                    faults,
                    Map.of(),
                    Map.of());
        }
    }
}

package cn.touzhi.kernel.employer;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Refusal;

/** Why somebody may not do something for an employer, in whichever room. */
public sealed interface EmployerRefusal extends Refusal {
    /** The caller is a member, but not one who may do it. */
    record RoleTooLow() implements EmployerRefusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "role-too-low", "Your role doesn't allow this");
        }
    }

    /** The employer is not verified, or not any more. */
    record NotVerified() implements EmployerRefusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "employer-not-verified", "The employer is not verified");
        }
    }
}

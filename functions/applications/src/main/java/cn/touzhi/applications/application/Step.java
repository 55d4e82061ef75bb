package cn.touzhi.applications.application;

import java.util.Optional;

/**
 * A step with what it says.
 *
 * @param move which
 * @param reason why, where it rejects
 * @param interview which, where it proposes one
 */
record Step(Move move, Optional<RejectionReason> reason, Optional<Interview> interview) {
    /** One that says nothing. */
    static Step of(Move move) {
        return new Step(move, Optional.empty(), Optional.empty());
    }
}

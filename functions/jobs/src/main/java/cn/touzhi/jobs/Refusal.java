package cn.touzhi.jobs;

import cn.touzhi.kernel.http.Problem;
import java.util.List;

/** Why something was not done. */
public sealed interface Refusal {
    /** The session doesn't go on, or the caller is being erased. */
    record SessionOver() implements Refusal {}

    /** There is no such thing, or not for whoever asks: they can't tell which. */
    record NothingThere() implements Refusal {}

    /** Only staff may do it. */
    record StaffOnly() implements Refusal {}

    /** The caller is a member, but not one who may do it. */
    record RoleTooLow() implements Refusal {}

    /** The Idempotency-Key came with another request before. */
    record KeyReused() implements Refusal {}

    /** Another employer has the code. */
    record CodeTaken() implements Refusal {}

    /** The organisation hasn't authorised whoever acts for it. */
    record NotAuthorised() implements Refusal {}

    /** From the state it is in, it can't get there. */
    record MoveNotAllowed(String state) implements Refusal {}

    /** Somebody else changed it since it was read. */
    record VersionChanged() implements Refusal {}

    /** The employer is not verified. */
    record NotVerified() implements Refusal {}

    /** An employer keeps one owner at least. */
    record LastOwner() implements Refusal {}

    /** The employer has as many members as it may have. */
    record TooManyMembers() implements Refusal {}

    /** The posting's time is over. */
    record ValidityOver() implements Refusal {}

    /** The cursor is of another list, or none at all. */
    record ForeignCursor() implements Refusal {}

    /** Values that contradict each other, or the time. */
    record Unfit(List<Problem.Fault> faults) implements Refusal {
        /** Takes a copy. */
        public Unfit {
            faults = List.copyOf(faults);
        }
    }

    /** It keeps people out for what they are. */
    record Discriminatory(List<Problem.Fault> faults) implements Refusal {
        /** Takes a copy. */
        public Discriminatory {
            faults = List.copyOf(faults);
        }
    }

    /** Others were faster each time. */
    record Busy() implements Refusal {}
}

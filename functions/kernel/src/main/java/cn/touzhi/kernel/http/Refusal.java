package cn.touzhi.kernel.http;

import java.util.List;

/** Why something was not done, as the client reads it. Each room has its own beside those that all have. */
public interface Refusal {
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

    /** It changed since it was read. */
    record VersionChanged() implements Refusal {
        @Override
        public Problem problem() {
            return EntityVersion.changed();
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

    /** What a change would make of it is longer than any body that we take. */
    record TooLarge() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.tooLarge();
        }
    }

    /** Others were faster each time. */
    record Busy() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.tryAgain();
        }
    }

    /** The cursor is of another list, or none at all. */
    record ForeignCursor() implements Refusal {
        @Override
        public Problem problem() {
            return Problems.malformed("The parameter cursor must be of a page of the same list");
        }
    }

    /**
     * From how it stands, it can't get there.
     *
     * @param state in which it is
     */
    record MoveNotAllowed(String state) implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(409, "move-not-allowed", "This can't be done in the present state")
                    .with("state", state);
        }
    }

    /** A consent is missing, or not heard of yet. */
    record Consent(Problem problem) implements Refusal {}
}

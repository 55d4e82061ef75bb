package cn.touzhi.registration.sending;

/**
 * What came of a try's claim to a message: only whoever holds the claim may send.
 *
 * @param <T> what the message's item holds
 */
sealed interface Claim<T> {
    /** The message is this try's to send. */
    record Ours<T>(T message) implements Claim<T> {}

    /** Another try is at it. */
    record Busy<T>() implements Claim<T> {}

    /** An earlier try ended without a word, or the code was used already: it may have gone out. */
    record Orphaned<T>(T message) implements Claim<T> {}

    /** Its end came before any try could send it; with a code's, all guesses at it ended. */
    record Expired<T>(T message) implements Claim<T> {}

    /** It was found undeliverable before. */
    record Undeliverable<T>(T message) implements Claim<T> {}

    /** There is nothing to send, or no more. */
    record Obsolete<T>(Reason reason) implements Claim<T> {}

    /** Why there is nothing to send. */
    enum Reason {
        /** Its item is gone. */
        MISSING,
        /** A later message took its place. */
        REPLACED,
        /** Its code was used, though no try of ours had sent it. */
        USED,
        /** It was sent. */
        SENT
    }
}

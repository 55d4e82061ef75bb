package cn.touzhi.registration.sending;

import cn.touzhi.registration.verification.Verification;

/** What came of a try's claim to a message: only whoever holds the claim may send. */
sealed interface Claim {
    /** The message is this try's to send. */
    record Ours(Verification verification) implements Claim {}

    /** Another try is at it. */
    record Busy() implements Claim {}

    /** An earlier try ended without a word, or the code was used already: it may have gone out. */
    record Orphaned(Verification verification) implements Claim {}

    /** Its code ended before any try could send it, and with it all guesses at it. */
    record Expired(Verification verification) implements Claim {}

    /** It was found undeliverable before. */
    record Undeliverable(Verification verification) implements Claim {}

    /** There is nothing to send, or no more. */
    record Obsolete(Reason reason) implements Claim {}

    /** Why there is nothing to send. */
    enum Reason {
        /** The verification is gone. */
        MISSING,
        /** A later message took its place. */
        REPLACED,
        /** Its code was used, though no try of ours had sent it. */
        USED,
        /** It was sent. */
        SENT
    }
}

package cn.touzhi.registration.session;

/** What came of proving again that one is the owner. */
sealed interface StepUp {
    /** Proved; {@code grant} says when. */
    record Confirmed(Grant grant) implements StepUp {}

    /** The address is proved, but is none by which the caller signs in; the proof stays usable. */
    record NotYourAddress() implements StepUp {}

    /** Forged, expired, used, for another purpose: a stranger can't tell which. */
    record ProofNotUsable() implements StepUp {}

    /** The caller's session was ended, or the account may not be used. */
    record NotAdmitted() implements StepUp {}

    /** Others were faster each time; nothing was done. */
    record Busy() implements StepUp {}
}

package cn.touzhi.registration.session;

import java.time.Instant;

/** What came of signing in. */
public sealed interface SignIn {
    /** A session is open. */
    record SignedIn(Session session) implements SignIn {}

    /** None is. The proof stays usable, but where it never was. */
    sealed interface Refused extends SignIn {}

    /** Nobody has this address; the proof stays usable for registering. */
    record NoAccount() implements Refused {}

    /** Forged, expired, used, for another purpose: a stranger can't tell which. */
    record ProofNotUsable() implements Refused {}

    /** The account is frozen. */
    record Frozen() implements Refused {}

    /** The address was removed from its account, which can be undone until {@code undoUntil}. */
    record AddressRemoved(Instant undoUntil) implements Refused {}

    /**
     * The number was last proved so long ago that it may be someone else's by now.
     *
     * @param byBirthDate whether the birth date is still accepted; after too many wrong ones it isn't
     */
    record SecondCheckNeeded(boolean byBirthDate) implements Refused {}

    /** The second proof is none: forged, used, of the same or another's address, or of one that is too new. */
    record SecondProofNotUsable() implements Refused {}

    /** @param remaining how many more birth dates may be tried */
    record WrongBirthDate(int remaining) implements Refused {}

    /** Others were faster each time; nothing was done. */
    record Busy() implements Refused {}
}

package cn.touzhi.registration.session;

/** What came of signing in. */
public sealed interface SignIn {
    /** A session is open. */
    record SignedIn(Session session) implements SignIn {}

    /** Nobody has this address; the proof stays usable for registering. */
    record NoAccount() implements SignIn {}

    /** Forged, expired, used, for another purpose: a stranger can't tell which. */
    record ProofNotUsable() implements SignIn {}

    /** Others were faster each time; nothing was done. */
    record Busy() implements SignIn {}
}

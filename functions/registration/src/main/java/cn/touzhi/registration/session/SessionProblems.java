package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.Problem;

/** What clients are told about sessions and the proofs that open them. */
public final class SessionProblems {
    private SessionProblems() {}

    /** 410, the same for a proof that is forged, expired, used, or for another purpose. */
    public static Problem proofNotUsable() {
        return Problem.of(410, "proof-not-usable", "The proof can't be used").detailed("Ask for a new code.");
    }

    /** 404: the address is proved, but nobody has registered with it. */
    static Problem noAccount() {
        return Problem.of(404, "no-account", "There is no account for this address")
                .detailed("Register with the same proof.");
    }

    /** 403: the same for an address that is somebody else's, nobody's, or no longer the caller's. */
    static Problem notYourAddress() {
        return Problem.of(403, "not-your-address", "This address is not one of yours")
                .detailed("Prove an address by which you sign in.");
    }

    /** 401: the session of a token that is otherwise good. */
    public static Problem ended() {
        return Problem.of(401, "session-ended", "The session has ended").withHeader("WWW-Authenticate", "Bearer");
    }

    /** 401 with the reason, as far as it helps its owner. */
    static Problem ended(Refresh.Reason reason) {
        return switch (reason) {
            case UNKNOWN, ENDED, NOT_ADMITTED -> ended();
            case IDLE -> ended().detailed("It was not used for too long.");
            case OVER -> ended().detailed("It had lasted as long as a session may.");
            case TOKEN_REUSED, OTHER_DEVICE -> ended().detailed("It was ended because its token was used twice.");
        };
    }
}

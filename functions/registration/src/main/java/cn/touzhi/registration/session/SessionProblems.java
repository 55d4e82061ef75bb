package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import java.time.Instant;

/** What clients are told about sessions and the proofs that open them. */
public final class SessionProblems {
    private SessionProblems() {}

    /** 410, the same for a proof that is forged, expired, used, or for another purpose. */
    public static Problem proofNotUsable() {
        return Problem.of(410, "proof-not-usable", "The proof can't be used").detailed("Ask for a new code.");
    }

    /** 410: the same for a second proof, also where it is of the same address, of another account's, or too new. */
    public static Problem secondProofNotUsable() {
        return Problem.of(410, "second-proof-not-usable", "The second proof can't be used")
                .detailed("It must be of another address of the same account, which was not added just now.");
    }

    /** What is told to whoever isn't let in. */
    public static Problem of(SignIn.Refused refusal) {
        return switch (refusal) {
            case SignIn.NoAccount _ ->
                Problem.of(404, "no-account", "There is no account for this address")
                        .detailed("Register with the same proof.");
            case SignIn.ProofNotUsable _ -> proofNotUsable();
            case SignIn.Frozen _ ->
                Problem.of(403, "account-frozen", "The account is frozen")
                        .detailed("Prove two of its addresses to unfreeze it, or turn to our staff.");
            case SignIn.AddressRemoved(Instant undoUntil) ->
                Problem.of(409, "address-removed", "The address was removed from its account")
                        .detailed(
                                "If that was not you, freeze the account and undo the removal. To open another account,"
                                        + " say that the address is to be detached.")
                        .with("undoUntil", undoUntil.toString());
            case SignIn.SecondCheckNeeded(boolean byBirthDate) -> secondCheckNeeded(byBirthDate);
            case SignIn.SecondProofNotUsable _ -> secondProofNotUsable();
            case SignIn.WrongBirthDate(int remaining) ->
                Problem.of(422, "wrong-birth-date", "This is not the birth date of the account")
                        .with("remaining", remaining);
            case SignIn.Busy _ -> Problems.tryAgain();
        };
    }

    private static Problem secondCheckNeeded(boolean byBirthDate) {
        return Problem.of(409, "second-check-needed", "The number was not used for long, and may have a new holder")
                .detailed("Prove another address of the account, or tell its birth date when signing in; or register"
                        + " anew and say that the number is to be detached.")
                .with("byBirthDate", byBirthDate);
    }

    /** 403: the same for an address that is somebody else's, nobody's, or no longer the caller's. */
    static Problem notYourAddress() {
        return Problem.of(403, "not-your-address", "This address is not one of yours")
                .detailed("Prove an address by which you sign in.");
    }

    /** 401: the session of a token that is otherwise good. */
    public static Problem ended() {
        return Problems.sessionEnded();
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

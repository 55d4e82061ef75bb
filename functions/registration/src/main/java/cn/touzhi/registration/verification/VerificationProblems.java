package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.registration.challenge.Level;
import java.time.Duration;

/** The ways in which proving an address is refused. */
final class VerificationProblems {
    private static final String ASK_AGAIN = "Ask for another code.";

    private VerificationProblems() {}

    static Problem addressNotAccepted() {
        return Problem.of(422, "address-not-accepted", "No code can be sent to this address")
                .detailed("It must be a mobile number of an allowed country, or a public e-mail address.");
    }

    static Problem keyReused() {
        return Problem.of(422, "idempotency-key-reused", "The Idempotency-Key came with another request before");
    }

    /** @param harder whether a harder challenge would help */
    static Problem tooManyCodes(Duration pause, boolean harder) {
        Problem problem = Problem.of(429, "too-many-codes", "Too many codes went to this address")
                .retryAfter(pause);
        return harder
                ? problem.with("challenge", Level.HARDER.text()).detailed("Begin anew, with a harder challenge solved.")
                : problem;
    }

    static Problem tooManyOpen(Duration pause) {
        return Problem.of(429, "too-many-open", "Too many codes of this address are still good")
                .detailed("Use one of them, or wait until the oldest has expired.")
                .retryAfter(pause);
    }

    static Problem tooManyFromHere(Duration pause) {
        return Problem.of(429, "too-many-requests-from-here", "Too many codes were asked for from this network")
                .retryAfter(pause);
    }

    static Problem challengeNeeded() {
        return Problem.of(403, "challenge-needed", "A challenge must be solved first")
                .detailed("Begin anew, with a challenge from /v1/challenge solved.")
                .with("level", Level.NORMAL.text());
    }

    static Problem challengeNotSolved() {
        return Problem.of(403, "challenge-not-solved", "The challenge is not solved, or its solution was used")
                .detailed("Fetch another from /v1/challenge.");
    }

    static Problem tooEarly(Duration pause) {
        return Problem.of(429, "too-early", "The last code is still on its way").retryAfter(pause);
    }

    static Problem noSuchVerification() {
        return Problem.of(404, "no-such-verification", "There is no such verification")
                .detailed("It may have ended. Begin anew.");
    }

    static Problem wrongCode(int remaining) {
        return Problem.of(422, "wrong-code", "The code is wrong").with("remaining", remaining);
    }

    static Problem codeBurnt() {
        return Problem.of(410, "code-burnt", "There were too many wrong codes").detailed(ASK_AGAIN);
    }

    static Problem codeExpired() {
        return Problem.of(410, "code-expired", "The code has expired").detailed(ASK_AGAIN);
    }

    static Problem codeUndeliverable() {
        return Problem.of(410, "code-undeliverable", "The code could not be delivered")
                .detailed("Ask for another code, or use another address.");
    }

    static Problem over() {
        return Problem.of(410, "verification-over", "This verification was used already")
                .detailed("Begin anew.");
    }
}

package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.Problem;
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

    static Problem tooManyCodes(Duration pause) {
        return Problem.of(429, "too-many-codes", "Too many codes went to this address")
                .retryAfter(pause);
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

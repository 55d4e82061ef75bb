package cn.touzhi.registration.verification;

import java.time.Instant;

/**
 * How a verification stands, as its client may know it.
 *
 * @param id names it
 * @param state of the newest message
 * @param number of the message that counts, from 1
 * @param nextSendAt when another may be asked for
 * @param codeEndsAt when the code ends
 * @param guessesLeft at this code
 */
public record VerificationStatus(
        VerificationId id, SendState state, int number, Instant nextSendAt, Instant codeEndsAt, int guessesLeft) {
    static VerificationStatus of(VerificationId id, Verification verification) {
        return new VerificationStatus(
                id,
                verification.state(),
                verification.number(),
                verification.nextSendAt(),
                verification.codeEndsAt(),
                verification.guessesLeft());
    }

    /** As it stands right after a code was replaced by {@code fresh}. */
    static VerificationStatus of(VerificationId id, FreshCode fresh) {
        return new VerificationStatus(
                id, SendState.SENDING, fresh.number(), fresh.nextSendAt(), fresh.codeEndsAt(), fresh.guessLimit());
    }
}

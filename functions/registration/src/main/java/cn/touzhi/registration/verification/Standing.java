package cn.touzhi.registration.verification;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * How a verification stands.
 *
 * @param id names the verification
 * @param state of the newest message
 * @param number which message counts, from 1
 * @param nextSendAt when another may be asked for
 * @param codeEndsAt when the code ends
 * @param guessesLeft at this code
 */
@Serdeable
record Standing(String id, SendState state, int number, Instant nextSendAt, Instant codeEndsAt, int guessesLeft) {
    static Standing of(VerificationStatus status) {
        return new Standing(
                status.id().value(),
                status.state(),
                status.number(),
                status.nextSendAt(),
                status.codeEndsAt(),
                status.guessesLeft());
    }
}

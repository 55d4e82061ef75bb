package cn.touzhi.registration.verification;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A code is on its way.
 *
 * @param id names the verification
 * @param number which message counts, from 1
 * @param nextSendAt when another may be asked for
 * @param codeEndsAt when the code ends
 */
@Serdeable
record Sent(String id, int number, Instant nextSendAt, Instant codeEndsAt) {
    static Sent of(VerificationStatus status) {
        return new Sent(status.id().value(), status.number(), status.nextSendAt(), status.codeEndsAt());
    }
}

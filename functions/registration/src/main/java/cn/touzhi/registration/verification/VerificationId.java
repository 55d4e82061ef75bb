package cn.touzhi.registration.verification;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.util.Optional;

/**
 * Names one verification, and is hard to guess: whoever knows it may guess at its code.
 *
 * @param value sixteen bytes as text
 */
public record VerificationId(String value) implements OpaqueId {
    /** Reads what a client or a message says; empty if that can't be a verification. */
    public static Optional<VerificationId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new VerificationId(text)) : Optional.empty();
    }
}

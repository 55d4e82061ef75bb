package cn.touzhi.kernel.employer;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names an employer.
 *
 * @param value sixteen random bytes as text
 */
public record EmployerId(String value) implements OpaqueId {
    /** An employer that was never there before. */
    public static EmployerId random(SecureRandom random) {
        return new EmployerId(RandomText.of(random));
    }

    /** Reads what a client says; empty if that can't be an employer. */
    public static Optional<EmployerId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new EmployerId(text)) : Optional.empty();
    }
}

package cn.touzhi.kernel;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one person in every room, and is all that events, logs and keys know of them.
 *
 * @param value sixteen random bytes as text
 */
public record SubjectId(String value) implements OpaqueId {
    /** A subject that was never there before. */
    public static SubjectId random(SecureRandom random) {
        return new SubjectId(RandomText.of(random));
    }

    /** Reads what a client or a message says; empty if that can't be a subject. */
    public static Optional<SubjectId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new SubjectId(text)) : Optional.empty();
    }
}

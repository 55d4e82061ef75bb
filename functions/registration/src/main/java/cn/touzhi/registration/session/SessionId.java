package cn.touzhi.registration.session;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one session of one person.
 *
 * @param value sixteen random bytes as text
 */
public record SessionId(String value) implements OpaqueId {
    /** A session that was never there before. */
    public static SessionId random(SecureRandom random) {
        return new SessionId(RandomText.of(random));
    }

    /** Reads what a client says; empty if that can't be a session. */
    public static Optional<SessionId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new SessionId(text)) : Optional.empty();
    }
}

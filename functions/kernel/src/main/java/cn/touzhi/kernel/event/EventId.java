package cn.touzhi.kernel.event;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;

/**
 * Names one event, wherever and however often it is delivered.
 *
 * @param value sixteen random bytes as text
 */
public record EventId(String value) implements OpaqueId {
    /** A new one. */
    public static EventId random(SecureRandom random) {
        return new EventId(RandomText.of(random));
    }

    /** Whether it has the form of those that {@link #random} makes; if not, it might say anything, and is not logged. */
    public boolean isOurs() {
        return RandomText.matches(value);
    }
}

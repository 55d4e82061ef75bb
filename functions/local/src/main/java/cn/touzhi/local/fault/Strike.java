package cn.touzhi.local.fault;

import java.time.Duration;
import java.util.Optional;

/** What hits one call: first the delay, then the effect. */
public record Strike(Duration delay, Optional<Effect> effect) {
    public static final Strike NONE = new Strike(Duration.ZERO, Optional.empty());

    public boolean is(Effect wanted) {
        return effect.filter(given -> given == wanted).isPresent();
    }
}

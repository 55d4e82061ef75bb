package cn.touzhi.local.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What hits one call: first the delay, then the effect.
 *
 * @param lifted opens when the faults are changed: nobody waits any longer for one that is no more
 */
public record Strike(Duration delay, Optional<Effect> effect, CountDownLatch lifted) {
    /** Nothing hits it. */
    public static final Strike NONE = new Strike(Duration.ZERO, Optional.empty(), new CountDownLatch(0));
}

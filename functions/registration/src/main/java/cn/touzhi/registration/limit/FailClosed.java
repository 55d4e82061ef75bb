package cn.touzhi.registration.limit;

import cn.touzhi.kernel.log.OperationLog;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Where a limiter's record can't be read or written nothing is sent, and a counter shows it (case R27): sending costs
 * money, and an open door costs it all.
 */
public final class FailClosed {
    private final OperationLog log;

    public FailClosed(OperationLog log) {
        this.log = log;
    }

    /** What {@code limiter} decides; where it can't, the fault goes on to whoever asked. */
    public <T> T decided(Supplier<T> limiter) {
        try {
            return limiter.get();
        } catch (SdkException silent) {
            log.count("LimiterUnreadable");
            throw silent;
        }
    }
}

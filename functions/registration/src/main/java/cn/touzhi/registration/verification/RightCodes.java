package cn.touzhi.registration.verification;

import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.limit.SmsCounters;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells the counters of text messages that a code was right, for they must know which blocks and countries only take
 * (case R25).
 */
final class RightCodes {
    private final SmsCounters counters;
    private final OperationLog log;

    RightCodes(SmsCounters counters, OperationLog log) {
        this.counters = counters;
        this.log = log;
    }

    /** Counts it where it can; whoever had the right code gets their proof anyway. */
    void count(Verification verification) {
        try {
            verification.newestSms().ifPresent(counters::used);
        } catch (SdkException silent) {
            log.event("right-code-uncounted").with(silent).write();
            log.count("RightCodeUncounted");
        }
    }
}

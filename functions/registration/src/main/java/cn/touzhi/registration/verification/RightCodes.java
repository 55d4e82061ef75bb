package cn.touzhi.registration.verification;

import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.limit.SmsCounters;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells the counters of text messages that a code was right, for they must know which blocks and countries only take
 * (case R25). The messages of known devices are not counted there, and neither is their use.
 */
final class RightCodes {
    private final SmsCounters counters;
    private final OperationLog log;

    RightCodes(SmsCounters counters, OperationLog log) {
        this.counters = counters;
        this.log = log;
    }

    /** Counts it where it can; whoever had the right code gets their proof anyway. */
    void count(VerificationId id, Verification verification) {
        if (verification.allowance() == Allowance.KNOWN) {
            return;
        }
        try {
            verification.target().ifPresent(target -> counters.used(target, MessageTag.of(id, verification.number())));
        } catch (SdkException silent) {
            log.event("right-code-uncounted").with(silent).write();
            log.count("RightCodeUncounted");
        }
    }
}

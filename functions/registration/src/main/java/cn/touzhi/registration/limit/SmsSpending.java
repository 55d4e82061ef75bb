package cn.touzhi.registration.limit;

import cn.touzhi.kernel.log.OperationLog;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Decides before each text message with a code whether it may go out: the last defence, which asking can't get round.
 * Messages of known devices are held to their country's limit alone, and notices to none: each takes a code to cause.
 */
public final class SmsSpending {
    /** A look at each tenth message that a counter lets through is enough to see that codes are not used. */
    private static final int LOOKS_EVERY = 10;

    private final SmsCounters counters;
    private final Breakers breakers;
    private final Limits.Spend limits;
    private final FailClosed failClosed;
    private final OperationLog log;

    public SmsSpending(SmsCounters counters, Breakers breakers, Limits.Spend limits, OperationLog log) {
        this.counters = counters;
        this.breakers = breakers;
        this.limits = limits;
        this.failClosed = new FailClosed(log);
        this.log = log;
    }

    /**
     * Counts one message, and says whether it may go out. The breakers look at what was let through, not at what was
     * refused.
     *
     * @param thisTry names our try at it
     * @throws SdkException if that can't be decided, and so it may not, for now
     */
    public boolean allows(CountedSms sms, String thisTry) {
        SmsCounters.Counts counts = failClosed.decided(() -> counters.sent(sms, thisTry, limits));
        if (counts.letThrough()) {
            look(sms.target().block(), counts.block());
            look(sms.target().country(), counts.country());
        } else {
            log.count("SmsBlocked");
        }
        return counts.letThrough();
    }

    private void look(String blockOrCountry, Optional<SmsCount> counted) {
        counted.filter(count -> count.sent() % LOOKS_EVERY == 0 && count.isPumped(limits))
                .ifPresent(count -> trip(blockOrCountry));
    }

    private void trip(String blockOrCountry) {
        log.count("BreakerTripped");
        try {
            breakers.trip(blockOrCountry, limits.breakerLife());
        } catch (SdkException silent) {
            // this message was let through, and the tenth from now looks again
            log.count("LimiterUnreadable");
        }
    }
}

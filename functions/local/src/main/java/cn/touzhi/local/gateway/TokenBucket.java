package cn.touzhi.local.gateway;

import java.util.function.LongSupplier;

/** Lets so many through at once and so many a second in the long run. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final int burst;
    private final double rate;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    /** @param nanos real time: what is throttled is the load on a machine */
    TokenBucket(int burst, double rate, LongSupplier nanos) {
        this.burst = burst;
        this.rate = rate;
        this.nanos = nanos;
        this.tokens = burst;
        this.filledAt = nanos.getAsLong();
    }

    synchronized boolean take() {
        long now = nanos.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * rate);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}

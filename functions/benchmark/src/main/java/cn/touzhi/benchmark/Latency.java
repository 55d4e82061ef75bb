package cn.touzhi.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long some work takes, one time after the other.
 *
 * @param median in milliseconds
 * @param slow in milliseconds: of a hundred, one is slower
 */
record Latency(double median, double slow) {
    private static final int WARM_UP = 100;
    private static final int TIMES = 300;
    private static final double NANOS_OF_MILLI = 1e6;

    /** Does {@code work} some hundred times before the clock runs, and three hundred times while it does. */
    static Latency of(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        long[] taken = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long before = System.nanoTime();
            work.run();
            taken[i] = System.nanoTime() - before;
        }
        Arrays.sort(taken);
        return new Latency(taken[TIMES / 2] / NANOS_OF_MILLI, taken[TIMES * 99 / 100] / NANOS_OF_MILLI);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f | %.1f", median, slow);
    }
}

package cn.touzhi.kernel.queue;

import java.util.random.RandomGenerator;

/**
 * How long a message rests before it is tried again: 1, 2, 4 … 60 seconds, the last quarter of each at random, so that
 * what failed together doesn't come again together.
 */
final class Pause {
    private static final int LONGEST_SECONDS = 60;

    private Pause() {}

    /** Seconds after the {@code tries}th try failed, counted from 1. */
    static int secondsAfter(int tries, RandomGenerator random) {
        int doublings = Math.clamp(tries - 1, 0, 6);
        int seconds = Math.min(LONGEST_SECONDS, 1 << doublings);
        return seconds - random.nextInt(seconds / 4 + 1);
    }
}

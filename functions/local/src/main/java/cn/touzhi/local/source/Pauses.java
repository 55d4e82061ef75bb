package cn.touzhi.local.source;

import java.util.concurrent.TimeUnit;

/** How long a stream's batch waits for its next try. */
final class Pauses {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private Pauses() {}

    static void beforeTry(int tries) throws InterruptedException {
        long doubled = FIRST_MILLIS << Math.clamp(tries - 1L, 0, 10);
        TimeUnit.MILLISECONDS.sleep(Math.min(doubled, LONGEST_MILLIS));
    }
}

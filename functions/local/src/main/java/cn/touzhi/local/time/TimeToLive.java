package cn.touzhi.local.time;

import cn.touzhi.local.aws.dynamodb.Items;
import cn.touzhi.local.engine.EngineException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Deletes items whose time to live is over by the local cloud's clock, once a minute and whenever it is asked to. As in
 * AWS, an item may be found for a while after its end.
 */
public final class TimeToLive implements AutoCloseable {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final Items items;
    private final Clock clock;
    private final Thread thread;

    /** Starts sweeping. */
    public TimeToLive(Items items, Clock clock) {
        this.items = items;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("time to live").start(this::sweepAgainAndAgain);
    }

    /** Deletes what is due now; returns how many items that was. */
    public int sweep() {
        return items.sweep(clock.instant());
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void sweepAgainAndAgain() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(BETWEEN_SWEEPS.toNanos());
                sweepUnlessBusy();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepUnlessBusy() {
        try {
            sweep();
        } catch (EngineException busy) {
            // time to live promises no moment: the next sweep finds it too
            return;
        }
    }
}

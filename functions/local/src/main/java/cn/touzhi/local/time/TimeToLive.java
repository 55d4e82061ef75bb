package cn.touzhi.local.time;

import cn.touzhi.local.engine.EngineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Deletes items and objects whose time is over by the local cloud's clock, once a minute and whenever it is asked to. As in
 * AWS, one may be found for a while after its end.
 */
public final class TimeToLive implements AutoCloseable {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final ToIntFunction<Instant> sweep;
    private final Clock clock;
    private final Thread thread;

    /**
     * Starts sweeping.
     *
     * @param sweep deletes what is due then, and says how much that was
     */
    public TimeToLive(ToIntFunction<Instant> sweep, Clock clock) {
        this.sweep = sweep;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("time to live").start(this::sweepAgainAndAgain);
    }

    /** Deletes what is due now; returns how much that was. */
    public int sweep() {
        return sweep.applyAsInt(clock.instant());
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

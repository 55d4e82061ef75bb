package cn.touzhi.local.state;

import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.source.EventSources;
import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.time.TimeToLive;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** Waits until everything that is under way by itself has come to rest, what is due to be deleted included. */
public final class Drain {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final FunctionPool functions;
    private final EventSources sources;
    private final TimeToLive timeToLive;
    private final List<String> queues;
    private final ToIntFunction<String> depth;

    /** @param depth how many messages a queue holds: waiting, delayed and in flight */
    public Drain(FunctionPool functions, EventSources sources, TimeToLive timeToLive, ToIntFunction<String> depth) {
        this.functions = functions;
        this.sources = sources;
        this.timeToLive = timeToLive;
        this.depth = depth;
        this.queues = functions.functions().stream()
                .flatMap(function -> function.events().stream())
                .filter(FromQueue.class::isInstance)
                .map(event -> ((FromQueue) event).queue())
                .distinct()
                .toList();
    }

    /** Whether it came to rest in time. */
    boolean await() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        timeToLive.sweep();
        while (System.nanoTime() < deadline) {
            // a schedule may run wholly between two looks, and what it wrote is in a stream that was found empty before
            long begun = functions.begun();
            if (atRest() && streamsFoundEmpty(deadline) && atRest() && functions.begun() == begun) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return false;
    }

    private boolean atRest() {
        return !functions.busy() && queues.stream().allMatch(queue -> depth.applyAsInt(queue) == 0);
    }

    /** What a function wrote just now is in a stream before it is in a queue. */
    private boolean streamsFoundEmpty(long deadline) throws InterruptedException {
        long since = System.nanoTime();
        while (!sources.idleSince(since)) {
            if (System.nanoTime() > deadline || !atRest()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}

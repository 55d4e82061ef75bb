package cn.touzhi.local.lambda;

import cn.touzhi.local.template.LambdaFunction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The execution environments of one function: warm ones are used again, new ones are started up to a bound. */
final class FunctionInstances {
    private final LambdaFunction function;
    private final Supplier<ExecutionEnvironment> starter;
    private final Consumer<ExecutionEnvironment> discard;
    private final Semaphore slots;
    private final Semaphore queue;
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

    /**
     * An environment that one invocation has to itself.
     *
     * @param cold whether it has just been started
     */
    record Lease(ExecutionEnvironment environment, boolean cold) {}

    /** @param discard for an environment whose process has died */
    FunctionInstances(
            LambdaFunction function,
            Supplier<ExecutionEnvironment> starter,
            Consumer<ExecutionEnvironment> discard,
            int concurrency,
            int waiting) {
        this.function = function;
        this.starter = starter;
        this.discard = discard;
        int bound = Math.min(concurrency, function.reservedConcurrency().orElse(concurrency));
        this.slots = new Semaphore(bound, true);
        this.queue = new Semaphore(bound == 0 ? 0 : bound + waiting);
    }

    LambdaFunction function() {
        return function;
    }

    /** Waits for a free environment; empty where too many wait already. Give it back with {@link #release}. */
    Optional<Lease> lease() throws InterruptedException {
        if (!queue.tryAcquire()) {
            return Optional.empty();
        }
        try {
            slots.acquire();
        } catch (InterruptedException closing) {
            queue.release();
            throw closing;
        }
        try {
            return Optional.of(warm().map(environment -> new Lease(environment, false))
                    .orElseGet(() -> new Lease(starter.get(), true)));
        } catch (RuntimeException notStarted) {
            freeSlot();
            throw notStarted;
        }
    }

    /** Takes it back: to be used again if its process lives. */
    void release(ExecutionEnvironment environment) {
        if (environment.alive()) {
            synchronized (idle) {
                idle.addFirst(environment);
            }
        } else {
            discard.accept(environment);
        }
        freeSlot();
    }

    private void freeSlot() {
        slots.release();
        queue.release();
    }

    private Optional<ExecutionEnvironment> warm() {
        synchronized (idle) {
            ExecutionEnvironment environment = idle.pollFirst();
            while (environment != null && !environment.alive()) {
                discard.accept(environment);
                environment = idle.pollFirst();
            }
            return Optional.ofNullable(environment);
        }
    }
}

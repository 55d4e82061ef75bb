package cn.touzhi.local.source;

import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.time.ShiftedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reads one shard from where it was left to its end. */
final class ShardReader {
    /** Lambda polls four times a second; whoever tests waits for it. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);

    /** Streams keep records for 24 hours. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final String shard;
    private final FromStream source;
    private final StreamCalls stream;
    private final Checkpoints checkpoints;
    private final StreamBatches batches;
    private final Complaints complaints;
    private final ShiftedClock clock;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile boolean stopping;
    private volatile boolean finished;
    private volatile boolean working;
    private volatile boolean polled;
    private volatile long emptySince;

    ShardReader(
            String shard,
            FromStream source,
            StreamCalls stream,
            Checkpoints checkpoints,
            Function<StreamBatches.Backoff, StreamBatches> batches,
            Complaints complaints,
            ShiftedClock clock) {
        this.shard = shard;
        this.source = source;
        this.stream = stream;
        this.checkpoints = checkpoints;
        this.batches = batches.apply(this::pause);
        this.complaints = complaints;
        this.clock = clock;
    }

    void start() {
        thread = Optional.of(
                Thread.ofVirtual().name("shard of " + source.table()).start(this::read));
    }

    void close() {
        thread.ifPresent(Thread::interrupt);
    }

    /** Ends after the function's present run. */
    void stop() {
        stopping = true;
    }

    void join() throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().join();
        }
    }

    /** Whether a poll that began after {@code nanoTime} found nothing, and nothing is under way. */
    boolean idleSince(long nanoTime) {
        return finished || polled && !working && emptySince - nanoTime > 0;
    }

    private void read() {
        try {
            Optional<String> iterator = Optional.empty();
            while (!finished && !stopping) {
                try {
                    iterator = Optional.of(iterator.isPresent() ? iterator.get() : beginning());
                    iterator = readFrom(iterator.get());
                    if (iterator.isEmpty()) {
                        checkpoints.finish(shard);
                        finished = true;
                    }
                } catch (CallFailed | RuntimeException failure) {
                    complaints.make(
                            "The stream of %s can't be read: %s".formatted(source.table(), failure.getMessage()));
                    iterator = Optional.empty();
                    TimeUnit.NANOSECONDS.sleep(BETWEEN_POLLS.multipliedBy(5).toNanos());
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(int tries) throws InterruptedException {
        Pauses.beforeTry(tries);
        if (stopping) {
            throw new InterruptedException("stopping");
        }
    }

    private String beginning() throws CallFailed, InterruptedException {
        Optional<String> after = checkpoints.of(shard);
        if (after.isEmpty()) {
            return stream.iterator(shard, StreamCalls.TRIM_HORIZON, after);
        }
        try {
            return stream.iterator(shard, "AFTER_SEQUENCE_NUMBER", after);
        } catch (CallFailed failure) {
            if (failure.code().equals("TrimmedDataAccessException")) {
                return stream.iterator(shard, StreamCalls.TRIM_HORIZON, Optional.empty());
            }
            throw failure;
        }
    }

    /** Works off what comes next; empty at the shard's end. */
    private Optional<String> readFrom(String iterator) throws CallFailed, InterruptedException {
        long began = System.nanoTime();
        StreamCalls.Page page = stream.records(iterator, source.batchSize());
        if (page.records().isEmpty()) {
            working = false;
            emptySince = began;
            polled = true;
            TimeUnit.NANOSECONDS.sleep(BETWEEN_POLLS.toNanos());
            return page.next();
        }
        working = true;
        List<StreamRecord> batch = new ArrayList<>(page.records());
        Optional<String> next =
                gather(batch, page.next(), began + source.window().toNanos());
        String last = batch.getLast().sequenceNumber();
        Instant trimmed = clock.instant().minus(KEPT);
        batch.removeIf(record -> record.createdAt().isBefore(trimmed));
        batches.work(batch);
        checkpoints.set(shard, last);
        return next;
    }

    private Optional<String> gather(List<StreamRecord> batch, Optional<String> next, long end)
            throws CallFailed, InterruptedException {
        Optional<String> iterator = next;
        while (iterator.isPresent() && batch.size() < source.batchSize() && System.nanoTime() < end) {
            StreamCalls.Page page = stream.records(iterator.get(), source.batchSize() - batch.size());
            batch.addAll(page.records());
            iterator = page.next();
            TimeUnit.NANOSECONDS.sleep(BETWEEN_POLLS.toNanos());
        }
        return iterator;
    }
}

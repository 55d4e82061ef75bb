package cn.touzhi.local.source;

import cn.touzhi.local.lambda.FunctionPool;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Feeds a function from a table's stream: every shard by itself, a child after its parent. */
final class StreamSource implements Source {
    /** How often new shards are looked for. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final LambdaFunction function;
    private final FromStream source;
    private final StreamCalls stream;
    private final OnFailure onFailure;
    private final FunctionPool functions;
    private final Checkpoints checkpoints;
    private final Complaints complaints;
    private final ShiftedClock clock;
    private final Map<String, ShardReader> readers = new ConcurrentHashMap<>();
    /** Where it begins at the latest record, that place is taken once: what comes before the first read is not lost. */
    private volatile boolean placed;

    private volatile Optional<Thread> finder = Optional.empty();
    private volatile boolean looked;
    private volatile boolean closed;

    StreamSource(
            LambdaFunction function,
            FromStream source,
            StreamCalls stream,
            OnFailure onFailure,
            FunctionPool functions,
            Checkpoints checkpoints,
            Complaints complaints,
            ShiftedClock clock) {
        this.function = function;
        this.source = source;
        this.stream = stream;
        this.onFailure = onFailure;
        this.functions = functions;
        this.checkpoints = checkpoints;
        this.complaints = complaints;
        this.clock = clock;
        this.placed = !source.startingPosition().equals("LATEST") || checkpoints.any();
    }

    String table() {
        return source.table();
    }

    @Override
    public void start() {
        try {
            takePlaces();
        } catch (CallFailed | RuntimeException failure) {
            complainOf(failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        finder = Optional.of(Thread.ofVirtual().name("stream " + source.table()).start(this::findShards));
    }

    @Override
    public boolean idleSince(long nanoTime) {
        return looked && readers.values().stream().allMatch(reader -> reader.idleSince(nanoTime));
    }

    @Override
    public void close() {
        closed = true;
        finder.ifPresent(Thread::interrupt);
        readers.values().forEach(ShardReader::close);
    }

    /** Gives the function everything again that the stream still has. */
    synchronized void replay() throws InterruptedException {
        if (finder.isPresent()) {
            finder.get().interrupt();
            finder.get().join();
        }
        readers.values().forEach(ShardReader::stop);
        for (ShardReader reader : readers.values()) {
            reader.join();
        }
        readers.clear();
        checkpoints.clear();
        looked = false;
        placed = true;
        if (!closed) {
            start();
        }
    }

    private void findShards() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    takePlaces();
                    readNew(stream.shards());
                    looked = true;
                } catch (CallFailed | RuntimeException failure) {
                    complainOf(failure);
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void complainOf(Exception failure) {
        complaints.make("The stream of %s can't be read for %s: %s"
                .formatted(source.table(), function.logicalId(), failure.getMessage()));
    }

    private void takePlaces() throws CallFailed, InterruptedException {
        if (placed) {
            return;
        }
        for (StreamCalls.Shard shard : stream.shards()) {
            if (!checkpoints.begun(shard.id())) {
                checkpoints.begin(shard.id(), stream.last(shard.id()));
            }
        }
        placed = true;
    }

    private void readNew(List<StreamCalls.Shard> shards) {
        List<String> known = shards.stream().map(StreamCalls.Shard::id).toList();
        for (StreamCalls.Shard shard : shards) {
            boolean parentDone = !known.contains(shard.parent()) || checkpoints.finished(shard.parent());
            if (parentDone && !checkpoints.finished(shard.id()) && !readers.containsKey(shard.id())) {
                ShardReader reader = new ShardReader(
                        shard.id(),
                        source,
                        stream,
                        checkpoints,
                        backoff -> batchesOf(shard.id(), backoff),
                        complaints,
                        clock);
                readers.put(shard.id(), reader);
                reader.start();
            }
        }
    }

    private StreamBatches batchesOf(String shard, StreamBatches.Backoff backoff) {
        return new StreamBatches(
                source,
                this::invoke,
                givenUp -> onFailure.tell(shard, givenUp),
                sequenceNumber -> checkpoints.set(shard, sequenceNumber),
                backoff,
                clock);
    }

    private Outcome invoke(List<StreamRecord> batch) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        batch.forEach(record -> records.add(record.json()));
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        return functions.invoke(function.logicalId(), source.table(), bytes).outcome();
    }
}

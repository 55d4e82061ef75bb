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
    private volatile String firstPosition;
    private volatile Thread finder;
    private volatile boolean looked;

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
        this.firstPosition = source.startingPosition();
    }

    String table() {
        return source.table();
    }

    @Override
    public void start() {
        finder = Thread.ofVirtual().name("stream " + source.table()).start(this::findShards);
    }

    @Override
    public boolean idleSince(long nanoTime) {
        return looked && readers.values().stream().allMatch(reader -> reader.idleSince(nanoTime));
    }

    @Override
    public void close() {
        finder.interrupt();
        readers.values().forEach(ShardReader::close);
    }

    /** Gives the function everything again that the stream still has. */
    void replay() throws InterruptedException {
        finder.interrupt();
        finder.join();
        readers.values().forEach(ShardReader::stop);
        for (ShardReader reader : readers.values()) {
            reader.join();
        }
        readers.clear();
        checkpoints.clear();
        looked = false;
        firstPosition = "TRIM_HORIZON";
        start();
    }

    private void findShards() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    readNew(stream.shards());
                    looked = true;
                } catch (CallFailed refused) {
                    complaints.make("The stream of %s can't be read for %s: %s"
                            .formatted(source.table(), function.logicalId(), refused.getMessage()));
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void readNew(List<StreamCalls.Shard> shards) {
        List<String> known = shards.stream().map(StreamCalls.Shard::id).toList();
        for (StreamCalls.Shard shard : shards) {
            boolean parentDone = !known.contains(shard.parent()) || checkpoints.finished(shard.parent());
            if (parentDone && !checkpoints.finished(shard.id()) && !readers.containsKey(shard.id())) {
                boolean child = known.contains(shard.parent());
                ShardReader reader = new ShardReader(
                        shard.id(),
                        child ? "TRIM_HORIZON" : firstPosition,
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

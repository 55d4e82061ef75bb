package cn.touzhi.local.source;

import cn.touzhi.local.aws.AwsFront;
import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a table's stream still has, as the deployer sees it. */
public final class StreamContents {
    private static final int PAGE = 1_000;
    private static final Duration KEPT = Duration.ofHours(24);

    private final RoleCalls deployer;
    private final ShiftedClock clock;

    public StreamContents(HttpClient http, URI endpoint, ShiftedClock clock) {
        this.deployer = new RoleCalls(http, endpoint, new Credentials(AwsFront.DEPLOYER_KEY, "local", "local"));
        this.clock = clock;
    }

    /**
     * The records as {@code GetRecords} gives them, each shard's in order.
     *
     * @throws IllegalStateException if the stream can't be read
     */
    public List<JsonNode> of(String table) {
        StreamCalls stream = new StreamCalls(table, deployer, clock);
        List<JsonNode> records = new ArrayList<>();
        Instant trimmed = clock.instant().minus(KEPT);
        try {
            for (StreamCalls.Shard shard : stream.shards()) {
                for (StreamRecord record : read(stream, shard.id())) {
                    if (!record.createdAt().isBefore(trimmed)) {
                        records.add(record.json());
                    }
                }
            }
            return records;
        } catch (CallFailed refused) {
            throw new IllegalStateException(refused.getMessage(), refused);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return records;
        }
    }

    /** Up to what is there now: an open shard has no end. */
    private static List<StreamRecord> read(StreamCalls stream, String shard) throws CallFailed, InterruptedException {
        List<StreamRecord> records = new ArrayList<>();
        Optional<String> iterator = Optional.of(stream.iterator(shard, "TRIM_HORIZON", Optional.empty()));
        while (iterator.isPresent()) {
            StreamCalls.Page page = stream.records(iterator.get(), PAGE);
            records.addAll(page.records());
            iterator = page.records().isEmpty() ? Optional.empty() : page.next();
        }
        return records;
    }
}

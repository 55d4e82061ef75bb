package cn.touzhi.local.source;

import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that a table's stream still has, as the deployer sees it. */
public final class StreamContents {
    private static final Duration KEPT = Duration.ofHours(24);

    private final RoleCalls deployer;
    private final ShiftedClock clock;

    public StreamContents(HttpClient http, URI endpoint, ShiftedClock clock) {
        this.deployer = RoleCalls.asDeployer(http, endpoint);
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
                for (StreamRecord record : stream.all(shard.id())) {
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
}

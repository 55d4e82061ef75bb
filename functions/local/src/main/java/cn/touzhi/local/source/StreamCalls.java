package cn.touzhi.local.source;

import cn.touzhi.local.aws.dynamodb.DynamoJson;
import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.source.RoleCalls.Service;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table's stream as a role may read it. */
final class StreamCalls {
    static final String TRIM_HORIZON = "TRIM_HORIZON";

    private static final int PAGE = 1_000;

    private final String table;
    private final RoleCalls aws;
    private final ShiftedClock clock;
    private volatile String streamArn = "";

    /** @param parent of which all records come first; empty text where there is none */
    record Shard(String id, String parent) {}

    /** @param next empty where the shard has ended */
    record Page(List<StreamRecord> records, Optional<String> next) {}

    StreamCalls(String table, RoleCalls aws, ShiftedClock clock) {
        this.table = table;
        this.aws = aws;
        this.clock = clock;
    }

    List<Shard> shards() throws CallFailed, InterruptedException {
        List<Shard> shards = new ArrayList<>();
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("StreamArn", arn());
        JsonNode last;
        do {
            JsonNode stream =
                    aws.call(Service.STREAMS, "DescribeStream", request).path("StreamDescription");
            stream.path("Shards")
                    .forEach(shard -> shards.add(new Shard(
                            shard.path("ShardId").asText(),
                            shard.path("ParentShardId").asText(""))));
            last = stream.path("LastEvaluatedShardId");
            request.set("ExclusiveStartShardId", last);
        } while (last.isTextual());
        return shards;
    }

    /** @param type {@link #TRIM_HORIZON} or, with a sequence number, AFTER_SEQUENCE_NUMBER */
    String iterator(String shard, String type, Optional<String> after) throws CallFailed, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("StreamArn", arn())
                .put("ShardId", shard)
                .put("ShardIteratorType", type);
        after.ifPresent(number -> request.put("SequenceNumber", number));
        return aws.call(Service.STREAMS, "GetShardIterator", request)
                .path("ShardIterator")
                .asText();
    }

    Page records(String iterator, int limit) throws CallFailed, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("ShardIterator", iterator)
                .put("Limit", limit);
        JsonNode answer = aws.call(Service.STREAMS, "GetRecords", request);
        List<StreamRecord> records = new ArrayList<>();
        answer.path("Records").forEach(record -> records.add(record(record)));
        return new Page(
                records,
                Optional.ofNullable(answer.get("NextShardIterator"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    /** All that a shard has by now: an open one has no end. */
    List<StreamRecord> all(String shard) throws CallFailed, InterruptedException {
        List<StreamRecord> records = new ArrayList<>();
        Optional<String> iterator = Optional.of(iterator(shard, TRIM_HORIZON, Optional.empty()));
        while (iterator.isPresent()) {
            Page page = records(iterator.get(), PAGE);
            records.addAll(page.records());
            iterator = page.records().isEmpty() ? Optional.empty() : page.next();
        }
        return records;
    }

    /** The sequence number of a shard's latest record. */
    Optional<String> last(String shard) throws CallFailed, InterruptedException {
        List<StreamRecord> records = all(shard);
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(records.getLast().sequenceNumber());
    }

    /** Asked of AWS like all else, for Lambda may do that only with a grant. */
    String arn() throws CallFailed, InterruptedException {
        if (streamArn.isEmpty()) {
            ObjectNode request = JsonNodeFactory.instance.objectNode().put("TableName", table);
            JsonNode streams = aws.call(Service.STREAMS, "ListStreams", request).path("Streams");
            streamArn = streams.path(0).path("StreamArn").asText(Names.stream(table));
        }
        return streamArn;
    }

    private StreamRecord record(JsonNode json) {
        JsonNode change = json.path("dynamodb");
        // the engine stamps the minute's beginning: it was there by its end, or when somebody read it
        Instant stamped = Instant.ofEpochSecond(
                        change.path("ApproximateCreationDateTime").asLong())
                .truncatedTo(ChronoUnit.MINUTES)
                .plus(Duration.ofMinutes(1));
        ((ObjectNode) json).put("awsRegion", Names.REGION).put("eventSourceARN", Names.stream(table));
        DynamoJson.restoreFalse(change.path("NewImage"));
        DynamoJson.restoreFalse(change.path("OldImage"));
        String number = change.path("SequenceNumber").asText();
        return new StreamRecord(json, number, clock.dated(table + " " + number, stamped));
    }
}

package cn.touzhi.relay;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a table's stream brings, record by record; positions count from 1. */
final class StreamRecords {
    static final String TYPE = "cn.touzhi.registration.CodeRequested.v1";

    private final List<DynamodbStreamRecord> records = new ArrayList<>();
    private String table = "RegistrationTable";

    StreamRecords ofTable(String name) {
        table = name;
        return this;
    }

    StreamRecords inserted(String item, String eventId) {
        return add("INSERT", item, null, image(event(eventId, TYPE)));
    }

    StreamRecords inserted(String item, AttributeValue event) {
        return add("INSERT", item, null, image(event));
    }

    StreamRecords insertedSilently(String item) {
        return add("INSERT", item, null, Map.of("state", text("sending")));
    }

    StreamRecords modified(String item, String eventIdBefore, String eventIdAfter) {
        return add("MODIFY", item, image(event(eventIdBefore, TYPE)), image(event(eventIdAfter, TYPE)));
    }

    StreamRecords removed(String item, String eventId) {
        return add("REMOVE", item, image(event(eventId, TYPE)), null);
    }

    DynamodbEvent asEvent() {
        return from(1);
    }

    /** As the stream comes again from {@code position}. */
    DynamodbEvent from(int position) {
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(records.subList(position - 1, records.size()));
        return event;
    }

    static AttributeValue event(String id, String type) {
        return new AttributeValue().withM(fields(id, type));
    }

    static Map<String, AttributeValue> fields(String id, String type) {
        Map<String, AttributeValue> fields = new HashMap<>();
        fields.put("id", text(id));
        fields.put("type", text(type));
        fields.put("time", text("2026-11-23T12:00:00Z"));
        fields.put(
                "data",
                new AttributeValue()
                        .withM(Map.of("verification", text("AAAAAAAAAAAAAAAAAAAAAA"), "number", text("1"))));
        return fields;
    }

    static AttributeValue text(String value) {
        return new AttributeValue().withS(value);
    }

    private static Map<String, AttributeValue> image(AttributeValue event) {
        return Map.of("state", text("sending"), "event", event);
    }

    private StreamRecords add(
            String name, String item, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        StreamRecord data = new StreamRecord()
                .withSequenceNumber(Integer.toString(records.size() + 1))
                .withKeys(Map.of("pk", text(item), "sk", text("VERIFICATION")))
                .withOldImage(before)
                .withNewImage(after);
        DynamodbStreamRecord streamRecord = new DynamodbStreamRecord();
        streamRecord.setEventName(name);
        streamRecord.setEventSourceARN(
                "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/" + table + "/stream/2026-11-23T00:00:00.000");
        streamRecord.setDynamodb(data);
        records.add(streamRecord);
        return this;
    }
}

package cn.touzhi.relay;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the records of tables' streams.
 *
 * <p>Which room speaks is decided by the table that the stream belongs to, never by what stands in the item: so no room
 * can speak in another's name, even if its code were broken into.
 */
final class Changes {
    private final Map<String, String> rooms;

    /** @param rooms each room by the name of its table */
    Changes(Map<String, String> rooms) {
        this.rooms = rooms;
    }

    /**
     * What {@code record} has to tell: the event of the new image, if it isn't that of the old one.
     *
     * @throws IllegalStateException if the stream belongs to no room's table, which only the template can mend
     */
    Change read(DynamodbStreamRecord record) {
        String room = roomOf(record.getEventSourceARN());
        Map<String, AttributeValue> after = image(record.getDynamodb().getNewImage());
        Map<String, AttributeValue> before = image(record.getDynamodb().getOldImage());
        AttributeValue carried = after.get(EventAttribute.NAME);
        if (carried == null || sameEvent(carried, before.get(EventAttribute.NAME))) {
            return new Change.Silent();
        }
        try {
            Event event = EventAttribute.read(Map.of(EventAttribute.NAME, storedForm(carried)))
                    .orElseThrow();
            return event.isOf(room)
                    ? new Change.Tells(event)
                    : new Change.Refused(Change.Reason.FOREIGN, idOf(carried));
        } catch (EventJson.MalformedEventException unreadable) {
            return new Change.Refused(Change.Reason.UNREADABLE, idOf(carried));
        }
    }

    private String roomOf(String stream) {
        // arn:aws-cn:dynamodb:cn-north-1:123456789012:table/NAME/stream/2026-11-23T00:00:00.000
        String[] parts = stream.split("/", -1);
        return Optional.ofNullable(parts.length > 1 ? rooms.get(parts[1]) : null)
                .orElseThrow(() -> new IllegalStateException("a stream of a table that belongs to no room"));
    }

    private static boolean sameEvent(AttributeValue after, AttributeValue before) {
        return before != null && rawId(after).isPresent() && rawId(after).equals(rawId(before));
    }

    private static Optional<String> rawId(AttributeValue event) {
        return Optional.ofNullable(event.getM()).map(fields -> fields.get("id")).map(AttributeValue::getS);
    }

    /** The id for the log, if it has the form of ours: anything else might be anything. */
    private static Optional<EventId> idOf(AttributeValue event) {
        return rawId(event).map(EventId::new).filter(EventId::isOurs);
    }

    private static Map<String, AttributeValue> image(Map<String, AttributeValue> orNull) {
        return orNull == null ? Map.of() : orNull;
    }

    /** The same value in the form of the database client; events consist of texts and maps, so no other is known. */
    private static software.amazon.awssdk.services.dynamodb.model.AttributeValue storedForm(AttributeValue value) {
        if (value.getM() == null) {
            return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(value.getS());
        }
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> fields = new HashMap<>();
        value.getM().forEach((name, field) -> fields.put(name, storedForm(field)));
        return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM(fields);
    }
}

package cn.touzhi.kernel.event;

import cn.touzhi.kernel.dynamo.Attributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How an event travels with the item whose change caused it: as one of its attributes, so that the change and its event
 * are one write. The relay publishes it when the id differs from the one before.
 */
public final class EventAttribute {
    /** The attribute's name, in every table. */
    public static final String NAME = "event";

    private EventAttribute() {}

    /** The attribute's value. */
    public static AttributeValue of(Event event) {
        Map<String, AttributeValue> fields = new HashMap<>();
        fields.put("id", Attributes.text(event.id().value()));
        fields.put("type", Attributes.text(event.type()));
        event.subject().ifPresent(subject -> fields.put("subject", Attributes.text(subject)));
        fields.put("time", Attributes.text(event.time().toString()));
        Map<String, AttributeValue> data = new HashMap<>();
        event.data().forEach((name, value) -> data.put(name, Attributes.text(value)));
        fields.put("data", AttributeValue.fromM(data));
        return AttributeValue.fromM(fields);
    }

    /**
     * The event that {@code item} carries, if any.
     *
     * @throws EventJson.MalformedEventException if what it carries is no event
     */
    public static Optional<Event> read(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(NAME)).map(value -> parse(value.m()));
    }

    private static Event parse(Map<String, AttributeValue> fields) {
        AttributeValue data = fields.get("data");
        if (data == null || !data.hasM()) {
            throw new EventJson.MalformedEventException();
        }
        Map<String, String> dataFields = new HashMap<>();
        data.m().forEach((name, value) -> dataFields.put(name, textOf(value)));
        try {
            return new Event(
                    new EventId(textOf(fields.get("id"))),
                    textOf(fields.get("type")),
                    Optional.ofNullable(fields.get("subject")).map(EventAttribute::textOf),
                    Instant.parse(textOf(fields.get("time"))),
                    dataFields);
        } catch (DateTimeException noTime) {
            throw new EventJson.MalformedEventException();
        }
    }

    private static String textOf(AttributeValue value) {
        if (value == null || value.s() == null || value.s().isEmpty()) {
            throw new EventJson.MalformedEventException();
        }
        return value.s();
    }
}

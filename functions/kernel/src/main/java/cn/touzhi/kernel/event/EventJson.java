package cn.touzhi.kernel.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An event as CloudEvents JSON (structured mode, specification 1.0), which is what topics and queues carry. */
public final class EventJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(100_000)
                    .build())
            .build();

    private static final Set<String> OURS =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype");

    /** What an extension attribute may be beside a text: Integer or Boolean (CloudEvents 1.0, "Type System"). */
    private static final Set<JsonToken> EXTENSION_TYPES =
            Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);

    private EventJson() {}

    /** The event as one line of JSON. */
    public static String write(Event event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", event.id().value());
            json.writeStringField("source", event.source());
            json.writeStringField("type", event.type());
            if (event.subject().isPresent()) {
                json.writeStringField("subject", event.subject().get());
            }
            json.writeStringField("time", event.time().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeObjectFieldStart("data");
            for (var field : event.data().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Reads what came out of a queue, which is an input like any other. It may be of a version that doesn't exist yet:
     * attributes that are not ours are passed over, and data is given whole, whatever its fields are called.
     *
     * @throws MalformedEventException if it is no event of the platform; the message says nothing of its content
     */
    public static Event read(String text) {
        Map<String, String> attributes = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException();
            }
            Optional<Map<String, String>> data = readAttributes(json, attributes);
            if (json.nextToken() != null) {
                throw new MalformedEventException();
            }
            return assemble(attributes, data.orElseThrow(MalformedEventException::new));
        } catch (IOException | DateTimeException malformed) {
            throw new MalformedEventException();
        }
    }

    private static Optional<Map<String, String>> readAttributes(JsonParser json, Map<String, String> attributes)
            throws IOException {
        Optional<Map<String, String>> data = Optional.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("data")) {
                data = Optional.of(readData(json));
            } else if (value == JsonToken.VALUE_STRING) {
                attributes.put(name, json.getText());
            } else if (OURS.contains(name) || !EXTENSION_TYPES.contains(value)) {
                throw new MalformedEventException();
            }
        }
        return data;
    }

    private static Map<String, String> readData(JsonParser json) throws IOException {
        Map<String, String> data = new HashMap<>();
        if (!json.isExpectedStartObjectToken()) {
            throw new MalformedEventException();
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw new MalformedEventException();
            }
            data.put(name, json.getText());
        }
        return data;
    }

    private static Event assemble(Map<String, String> attributes, Map<String, String> data) {
        boolean complete = "1.0".equals(attributes.get("specversion"))
                && !attributes.getOrDefault("id", "").isEmpty()
                && attributes.containsKey("type")
                && attributes.containsKey("time");
        if (!complete) {
            throw new MalformedEventException();
        }
        Event event = new Event(
                new EventId(attributes.get("id")),
                attributes.get("type"),
                Optional.ofNullable(attributes.get("subject")),
                Instant.parse(attributes.get("time")),
                data);
        if (!event.source().equals(attributes.get("source"))) {
            throw new MalformedEventException();
        }
        return event;
    }

    /** Not an event: belongs into the dead letters. */
    public static final class MalformedEventException extends RuntimeException {
        /** The message says nothing of what was read. */
        public MalformedEventException() {
            super("a message that is no event");
        }
    }
}

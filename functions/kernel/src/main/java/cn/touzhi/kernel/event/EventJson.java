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

/** An event as CloudEvents JSON (structured mode, specification 1.0), which is what topics and queues carry. */
public final class EventJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(100_000)
                    .build())
            .build();

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
     * Reads what came out of a queue, which is an input like any other.
     *
     * @throws MalformedEventException if it is no event of the platform; the message says nothing of its content
     */
    public static Event read(String text) {
        Map<String, String> fields = new HashMap<>();
        Map<String, String> data = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEventException();
            }
            readObject(json, fields, Optional.of(data));
            if (json.nextToken() != null) {
                throw new MalformedEventException();
            }
            return assemble(fields, data);
        } catch (IOException | DateTimeException malformed) {
            throw new MalformedEventException();
        }
    }

    private static void readObject(JsonParser json, Map<String, String> fields, Optional<Map<String, String>> data)
            throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                fields.put(name, json.getText());
            } else if (value == JsonToken.START_OBJECT && name.equals("data") && data.isPresent()) {
                fields.put(name, "");
                readObject(json, data.get(), Optional.empty());
            } else {
                throw new MalformedEventException();
            }
        }
    }

    private static Event assemble(Map<String, String> fields, Map<String, String> data) {
        boolean complete = "1.0".equals(fields.get("specversion"))
                && fields.containsKey("data")
                && !fields.getOrDefault("id", "").isEmpty()
                && fields.containsKey("type")
                && fields.containsKey("time");
        if (!complete) {
            throw new MalformedEventException();
        }
        Event event = new Event(
                new EventId(fields.get("id")),
                fields.get("type"),
                Optional.ofNullable(fields.get("subject")),
                Instant.parse(fields.get("time")),
                data);
        if (!event.source().equals(fields.get("source"))) {
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

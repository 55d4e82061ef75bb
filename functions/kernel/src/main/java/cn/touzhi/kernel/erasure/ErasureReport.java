package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a room answers to an order once nothing of the subject is left in it.
 *
 * @param order that was carried out
 * @param finishedAt when nothing was left
 * @param findings what went, and what stays
 */
public record ErasureReport(ErasureOrderId order, Instant finishedAt, Findings findings) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The data of the event that says so: {@code order}; {@code at}; {@code erased}, a JSON object of counts by kind;
     * {@code kept}, a JSON array of objects with {@code kind}, {@code basis} and {@code until}.
     */
    Map<String, String> toData() {
        return Map.of("order", order.value(), "at", finishedAt.toString(), "erased", erasedJson(), "kept", keptJson());
    }

    AttributeValue toAttribute() {
        return AttributeValue.fromM(Map.of(
                Fence.ORDER, text(order.value()),
                Fence.FINISHED_AT, seconds(finishedAt),
                Fence.ERASED, findings.erasedAttribute(),
                Fence.KEPT, findings.keptAttribute()));
    }

    static ErasureReport of(AttributeValue attribute) {
        Map<String, AttributeValue> fields = attribute.m();
        return new ErasureReport(
                new ErasureOrderId(textOf(fields, Fence.ORDER)),
                instantOf(fields, Fence.FINISHED_AT),
                Findings.of(fields));
    }

    private String erasedJson() {
        return json(json -> {
            json.writeStartObject();
            for (var kind : findings.erased().entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
        });
    }

    private String keptJson() {
        return json(json -> {
            json.writeStartArray();
            for (Kept kept : findings.kept()) {
                json.writeStartObject();
                json.writeStringField("kind", kept.kind());
                json.writeStringField("basis", kept.basis());
                json.writeStringField("until", kept.until().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static String json(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}

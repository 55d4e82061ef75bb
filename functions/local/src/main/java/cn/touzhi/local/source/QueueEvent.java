package cn.touzhi.local.source;

import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as Lambda hands them to a function (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, example event). */
final class QueueEvent {
    private QueueEvent() {}

    /** @param messages as {@code ReceiveMessage} gives them */
    static byte[] of(String queue, List<JsonNode> messages) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        messages.forEach(message -> records.add(record(queue, message)));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode record(String queue, JsonNode message) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("messageId", message.path("MessageId"));
        record.set("receiptHandle", message.path("ReceiptHandle"));
        record.set("body", message.path("Body"));
        ObjectNode attributes = record.putObject("attributes");
        message.path("Attributes").properties().forEach(entry -> attributes.set(entry.getKey(), entry.getValue()));
        ObjectNode messageAttributes = record.putObject("messageAttributes");
        message.path("MessageAttributes")
                .properties()
                .forEach(entry -> messageAttributes.set(entry.getKey(), attribute(entry.getValue())));
        if (message.hasNonNull("MD5OfMessageAttributes")) {
            record.set("md5OfMessageAttributes", message.get("MD5OfMessageAttributes"));
        }
        record.set("md5OfBody", message.path("MD5OfBody"));
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", Names.queue(queue));
        record.put("awsRegion", Names.REGION);
        return record;
    }

    private static ObjectNode attribute(JsonNode given) {
        ObjectNode attribute = JsonNodeFactory.instance.objectNode();
        if (given.hasNonNull("StringValue")) {
            attribute.set("stringValue", given.get("StringValue"));
        }
        if (given.hasNonNull("BinaryValue")) {
            attribute.set("binaryValue", given.get("BinaryValue"));
        }
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        attribute.set("dataType", given.path("DataType"));
        return attribute;
    }
}

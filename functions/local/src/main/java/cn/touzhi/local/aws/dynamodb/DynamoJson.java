package cn.touzhi.local.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;

/** DynamoDB's JSON. */
public final class DynamoJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DynamoJson() {}

    /** An answer's body; a missing node if it is no JSON. */
    static JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException malformed) {
            return MissingNode.getInstance();
        }
    }

    /** An item without the types: {@code {"a":{"N":"1"}}} is {@code {"a":1}}, bytes stay Base64. */
    public static ObjectNode plain(JsonNode item) {
        ObjectNode plain = NODES.objectNode();
        item.properties().forEach(attribute -> plain.set(attribute.getKey(), plainValue(attribute.getValue())));
        return plain;
    }

    /** Puts back what DynamoDB Local leaves out of its streams: {@code {"BOOL":false}} comes as {@code {}}. */
    public static void restoreFalse(JsonNode image) {
        image.forEach(DynamoJson::restoreFalseIn);
    }

    private static void restoreFalseIn(JsonNode attribute) {
        if (attribute.isEmpty() && attribute instanceof ObjectNode value) {
            value.put("BOOL", false);
        }
        restoreFalse(attribute.path("M"));
        restoreFalse(attribute.path("L"));
    }

    private static JsonNode plainValue(JsonNode attribute) {
        String type = attribute.fieldNames().next();
        JsonNode value = attribute.get(type);
        return switch (type) {
            case "N" -> NODES.numberNode(new BigDecimal(value.asText()));
            case "NULL" -> NODES.nullNode();
            case "M" -> plain(value);
            case "L" -> {
                ArrayNode list = NODES.arrayNode();
                value.forEach(element -> list.add(plainValue(element)));
                yield list;
            }
            case "NS" -> {
                ArrayNode numbers = NODES.arrayNode();
                value.forEach(element -> numbers.add(new BigDecimal(element.asText())));
                yield numbers;
            }
            default -> value;
        };
    }
}

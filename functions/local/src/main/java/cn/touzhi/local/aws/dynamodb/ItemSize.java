package cn.touzhi.local.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** How many bytes an item counts for (DynamoDB guide, "DynamoDB item sizes and formats"). */
final class ItemSize {
    private static final int KILOBYTE = 1024;

    private ItemSize() {}

    static long of(JsonNode item) {
        long bytes = 0;
        for (var attribute : item.properties()) {
            bytes += utf8(attribute.getKey()) + ofValue(attribute.getValue());
        }
        return bytes;
    }

    /** Write units of an action in a transaction: two for each kilobyte begun. */
    static long transactionWriteUnits(long bytes) {
        return 2 * Math.max(1, Math.ceilDiv(bytes, KILOBYTE));
    }

    /** Read units of an action in a transaction: two for each four kilobytes begun. */
    static long transactionReadUnits(long bytes) {
        return 2 * Math.max(1, Math.ceilDiv(bytes, 4 * KILOBYTE));
    }

    private static long ofValue(JsonNode attribute) {
        long bytes = 0;
        for (var typed : attribute.properties()) {
            JsonNode value = typed.getValue();
            bytes += switch (typed.getKey()) {
                case "S" -> utf8(value.asText());
                case "N" -> number(value.asText());
                case "B" -> binary(value.asText());
                case "SS" -> sum(value, "S");
                case "NS" -> sum(value, "N");
                case "BS" -> sum(value, "B");
                case "L" -> 3 + list(value);
                case "M" -> 3 + of(value) + value.size();
                default -> 1;
            };
        }
        return bytes;
    }

    private static long list(JsonNode elements) {
        long bytes = 0;
        for (JsonNode element : elements) {
            bytes += 1 + ofValue(element);
        }
        return bytes;
    }

    private static long sum(JsonNode elements, String type) {
        long bytes = 0;
        for (JsonNode element : elements) {
            bytes += switch (type) {
                case "S" -> utf8(element.asText());
                case "N" -> number(element.asText());
                default -> binary(element.asText());
            };
        }
        return bytes;
    }

    /** A byte for two significant digits, and one more. */
    private static long number(String digits) {
        return digits.replaceAll("[^0-9]", "").length() / 2 + 1;
    }

    private static long binary(String base64) {
        return base64.replace("=", "").length() * 3L / 4;
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

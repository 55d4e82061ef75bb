package cn.touzhi.local.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Has DynamoDB tell the capacity that a call consumes, and hides it again from callers that did not ask for it.
 *
 * @param request the body to send
 * @param hidden whether the caller asked for nothing
 */
record Metering(String operation, byte[] request, boolean hidden) {
    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");

    /** What a call consumed, and the answer as the caller shall see it. */
    record Metered(byte[] body, double readUnits, double writeUnits) {}

    static Metering of(String operation, byte[] body) {
        boolean metered = READS.contains(operation) || WRITES.contains(operation);
        JsonNode asked = DynamoJson.read(body).path("ReturnConsumedCapacity");
        if (!metered || !(asked.isMissingNode() || asked.asText().equals("NONE"))) {
            return new Metering(operation, body, false);
        }
        if (DynamoJson.read(body) instanceof ObjectNode request) {
            return new Metering(operation, asking(request, body), true);
        }
        return new Metering(operation, body, false);
    }

    /** Where possible the body stays byte for byte as it came. */
    private static byte[] asking(ObjectNode request, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String asking = request.isEmpty() || request.has("ReturnConsumedCapacity")
                ? request.deepCopy().put("ReturnConsumedCapacity", "TOTAL").toString()
                : text.replaceFirst("\\{", "{\"ReturnConsumedCapacity\":\"TOTAL\",");
        return asking.getBytes(StandardCharsets.UTF_8);
    }

    Metered read(byte[] answer) {
        JsonNode json = DynamoJson.read(answer);
        double units = units(json.path("ConsumedCapacity"));
        if (operation.equals("TransactGetItems")) {
            units = 0;
            for (JsonNode response : json.path("Responses")) {
                units += ItemSize.transactionReadUnits(ItemSize.of(response.path("Item")));
            }
        }
        byte[] body = answer;
        if (hidden && json instanceof ObjectNode object) {
            body = object.without(Set.of("ConsumedCapacity")).toString().getBytes(StandardCharsets.UTF_8);
        }
        return READS.contains(operation) ? new Metered(body, units, 0) : new Metered(body, 0, units);
    }

    private static double units(JsonNode consumed) {
        if (!consumed.isArray()) {
            return consumed.path("CapacityUnits").asDouble();
        }
        double sum = 0;
        for (JsonNode table : consumed) {
            sum += table.path("CapacityUnits").asDouble();
        }
        return sum;
    }
}

package cn.touzhi.local.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One action of a transaction.
 *
 * @param kind Put, Update, Delete, ConditionCheck or Get
 * @param table logical id
 * @param key the whole item for Put, the key for the others
 * @param request the action's own part of the request
 */
record TransactionItem(String kind, String table, JsonNode key, JsonNode request) {
    static List<TransactionItem> of(JsonNode request) {
        List<TransactionItem> items = new ArrayList<>();
        request.path("TransactItems").forEach(element -> element.properties().forEach(entry -> {
            JsonNode action = entry.getValue();
            items.add(new TransactionItem(
                    entry.getKey(),
                    Schemas.nameOf(action.path("TableName").asText()),
                    action.path(entry.getKey().equals("Put") ? "Item" : "Key"),
                    action));
        }));
        return items;
    }

    /** The permission that this action needs. */
    String action() {
        return "dynamodb:" + (kind.equals("ConditionCheck") ? "ConditionCheckItem" : kind + "Item");
    }
}

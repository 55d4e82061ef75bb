package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.engine.DynamoEngine;
import cn.touzhi.local.engine.EngineException;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All items of all tables, as the local cloud itself sees them. */
public final class Items {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DynamoEngine engine;
    private final List<Table> tables;

    public Items(DynamoEngine engine, Stack stack) {
        this.engine = engine;
        this.tables = stack.tables();
    }

    public List<Table> tables() {
        return tables;
    }

    /** Every item of a table in DynamoDB's JSON. */
    public List<JsonNode> of(String table) {
        return scan(JSON.objectNode().put("TableName", table).put("ConsistentRead", true));
    }

    /** The key of an item as one text: its values with a slash between. */
    public static String keyText(Table table, JsonNode item) {
        return table.keys().stream()
                .map(key -> Schemas.scalar(item.path(key.name())).orElse(""))
                .collect(Collectors.joining("/"));
    }

    /**
     * Deletes what should be gone by {@code now}, as DynamoDB's time to live does sooner or later.
     *
     * @return how many items
     */
    public int sweep(Instant now) {
        int swept = 0;
        for (Table table : tables) {
            if (table.timeToLiveAttribute().isPresent()) {
                String attribute = table.timeToLiveAttribute().get();
                for (JsonNode item : due(table, attribute, now)) {
                    swept += delete(table, item, attribute, now);
                }
            }
        }
        return swept;
    }

    private List<JsonNode> due(Table table, String attribute, Instant now) {
        return scan(conditioned(table, attribute, now, "FilterExpression").put("ConsistentRead", true));
    }

    /** An item may have been given a longer life meanwhile; then it stays. */
    private int delete(Table table, JsonNode item, String attribute, Instant now) {
        ObjectNode request = conditioned(table, attribute, now, "ConditionExpression");
        ObjectNode key = request.putObject("Key");
        table.keys().forEach(element -> key.set(element.name(), item.path(element.name())));
        try {
            engine.call("DeleteItem", request);
            return 1;
        } catch (EngineException renewed) {
            return 0;
        }
    }

    private static ObjectNode conditioned(Table table, String attribute, Instant now, String expression) {
        ObjectNode request = JSON.objectNode()
                .put("TableName", table.logicalId())
                .put(expression, "attribute_type(#ttl, :number) AND #ttl <= :now");
        request.putObject("ExpressionAttributeNames").put("#ttl", attribute);
        ObjectNode values = request.putObject("ExpressionAttributeValues");
        values.putObject(":now").put("N", Long.toString(now.getEpochSecond()));
        values.putObject(":number").put("S", "N");
        return request;
    }

    private List<JsonNode> scan(ObjectNode request) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        do {
            page = engine.call("Scan", request);
            page.path("Items").forEach(items::add);
            request.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return items;
    }
}

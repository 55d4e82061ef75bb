package cn.touzhi.local.engine;

import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the template's tables, where the data folder has not got them from before. */
final class Tables {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DynamoEngine engine;

    Tables(DynamoEngine engine) {
        this.engine = engine;
    }

    void create(List<Table> tables) {
        List<String> there = new ArrayList<>();
        engine.call("ListTables", JSON.objectNode()).path("TableNames").forEach(name -> there.add(name.asText()));
        for (Table table : tables) {
            if (there.contains(table.logicalId())) {
                compare(table);
            } else {
                engine.call("CreateTable", request(table));
                table.timeToLiveAttribute().ifPresent(attribute -> expire(table, attribute));
            }
        }
    }

    /** Keys cannot be changed; better one sentence now than strange answers later. */
    private void compare(Table table) {
        JsonNode described = engine.call("DescribeTable", JSON.objectNode().put("TableName", table.logicalId()));
        if (!described.at("/Table/KeySchema").equals(keySchema(table.keys()))) {
            throw new EngineException("The data folder holds a table %s with other keys than the template's."
                    .formatted(table.logicalId()));
        }
    }

    private void expire(Table table, String attribute) {
        ObjectNode request = JSON.objectNode().put("TableName", table.logicalId());
        request.putObject("TimeToLiveSpecification")
                .put("AttributeName", attribute)
                .put("Enabled", true);
        engine.call("UpdateTimeToLive", request);
    }

    private static ObjectNode request(Table table) {
        ObjectNode request =
                JSON.objectNode().put("TableName", table.logicalId()).put("BillingMode", "PAY_PER_REQUEST");
        request.set("KeySchema", keySchema(table.keys()));
        request.set("AttributeDefinitions", definitions(table));
        for (Table.Index index : table.indexes()) {
            ObjectNode node = request.withArray(index.global() ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes")
                    .addObject()
                    .put("IndexName", index.name());
            node.set("KeySchema", keySchema(index.keys()));
            ObjectNode projection = node.putObject("Projection").put("ProjectionType", index.projection());
            if (!index.nonKeyAttributes().isEmpty()) {
                index.nonKeyAttributes().forEach(projection.putArray("NonKeyAttributes")::add);
            }
        }
        if (table.stream()) {
            request.putObject("StreamSpecification")
                    .put("StreamEnabled", true)
                    .put("StreamViewType", table.streamView());
        }
        return request;
    }

    private static ArrayNode keySchema(List<Table.KeyElement> keys) {
        ArrayNode schema = JSON.arrayNode();
        keys.forEach(key -> schema.addObject().put("AttributeName", key.name()).put("KeyType", key.role()));
        return schema;
    }

    private static ArrayNode definitions(Table table) {
        Map<String, String> types = new LinkedHashMap<>();
        table.keys().forEach(key -> types.put(key.name(), key.type()));
        table.indexes().forEach(index -> index.keys().forEach(key -> types.put(key.name(), key.type())));
        ArrayNode definitions = JSON.arrayNode();
        types.forEach((name, type) ->
                definitions.addObject().put("AttributeName", name).put("AttributeType", type));
        return definitions;
    }
}

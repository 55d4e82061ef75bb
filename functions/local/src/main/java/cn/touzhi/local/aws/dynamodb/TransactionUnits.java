package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.engine.DynamoEngine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Write units of a transaction: two for each kilobyte begun of each item, checks included, the larger of before and
 * after (DynamoDB guide, "Capacity management for transactions"). DynamoDB Local reports too few.
 */
final class TransactionUnits {
    private final DynamoEngine engine;
    private final Schemas schemas;
    private final List<TransactionItem> items;
    private final Map<String, Long> before;

    private TransactionUnits(DynamoEngine engine, Schemas schemas, List<TransactionItem> items) {
        this.engine = engine;
        this.schemas = schemas;
        this.items = items;
        this.before = sizes(items.stream().filter(item -> !isPut(item)).toList());
    }

    /** Looks at the items before the transaction. */
    static TransactionUnits before(DynamoEngine engine, Schemas schemas, List<TransactionItem> items) {
        return new TransactionUnits(engine, schemas, items);
    }

    /** The units, once the transaction is through. */
    double after() {
        Map<String, Long> after = sizes(
                items.stream().filter(item -> item.kind().equals("Update")).toList());
        long units = 0;
        for (TransactionItem item : items) {
            String key = schemas.key(item.table(), item.key());
            long bytes = isPut(item)
                    ? ItemSize.of(item.key())
                    : Math.max(before.getOrDefault(key, 0L), after.getOrDefault(key, 0L));
            units += ItemSize.transactionWriteUnits(bytes);
        }
        return units;
    }

    private static boolean isPut(TransactionItem item) {
        return item.kind().equals("Put");
    }

    private Map<String, Long> sizes(List<TransactionItem> wanted) {
        Map<String, Long> sizes = new HashMap<>();
        for (TransactionItem item : wanted) {
            ObjectNode get = JsonNodeFactory.instance.objectNode().put("TableName", item.table());
            get.set("Key", schemas.keyOf(item.table(), item.key()));
            byte[] request = get.put("ConsistentRead", true).toString().getBytes(StandardCharsets.UTF_8);
            JsonNode found = DynamoJson.read(
                    engine.forward(DynamoEngine.ITEMS + "GetItem", request).body());
            sizes.put(schemas.key(item.table(), item.key()), ItemSize.of(found.path("Item")));
        }
        return sizes;
    }
}

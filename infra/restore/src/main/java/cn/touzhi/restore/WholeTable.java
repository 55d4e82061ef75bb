package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of registration, read as no function may: from its beginning to its end. */
class WholeTable {
    protected final DynamoDbClient dynamo;
    protected final String name;

    WholeTable(DynamoDbClient dynamo, String name) {
        this.dynamo = dynamo;
        this.name = name;
    }

    /** All items, those of a partition one after the other. */
    Iterable<Map<String, AttributeValue>> items() {
        return dynamo.scanPaginator(scan -> scan.tableName(name).consistentRead(true))
                .items();
    }

    /** All items of a partition. */
    Iterable<Map<String, AttributeValue>> partition(String pk) {
        return dynamo.queryPaginator(query -> query.tableName(name)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(pk)))
                        .consistentRead(true))
                .items();
    }

    /** The item at {@code key}; empty if there is none. */
    Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return dynamo.getItem(get -> get.tableName(name).key(keyOf(key)).consistentRead(true))
                .item();
    }

    static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of(
                RegistrationTable.PK, item.get(RegistrationTable.PK), RegistrationTable.SK, item.get(RegistrationTable.SK));
    }
}

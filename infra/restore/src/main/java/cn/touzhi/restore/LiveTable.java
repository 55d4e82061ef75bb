package cn.touzhi.restore;

import cn.touzhi.kernel.dynamo.Change;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The table that people live on. Nothing is ever put over an item that is there, and a trial run writes nothing. */
final class LiveTable extends WholeTable {
    private static final String MISSING = "attribute_not_exists(#pk)";

    private final boolean writes;

    /** @param writes whether anything is to be changed */
    LiveTable(DynamoDbClient dynamo, String name, boolean writes) {
        super(dynamo, name);
        this.writes = writes;
    }

    /** Puts {@code item} if there is none; whether there was none. */
    boolean putMissing(Map<String, AttributeValue> item) {
        if (!item(item).isEmpty()) {
            return false;
        }
        if (writes) {
            try {
                dynamo.putItem(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(MISSING)
                        .expressionAttributeNames(Map.of("#pk", "pk")));
            } catch (ConditionalCheckFailedException putMeanwhile) {
                // by our own first try whose answer was lost; what is there holds
                return false;
            }
        }
        return true;
    }

    /** The action that puts {@code item} if there is none. */
    TransactWriteItem missing(Map<String, AttributeValue> item) {
        return Change.when(name, MISSING).put(item);
    }

    /** An action under a condition. */
    Change when(String condition) {
        return Change.when(name, condition);
    }

    /** Does all {@code actions} or none; one that is refused means that somebody else writes, and ends the run. */
    void write(List<TransactWriteItem> actions) {
        if (writes) {
            dynamo.transactWriteItems(transaction -> transaction.transactItems(actions));
        }
    }

    /** Deletes {@code item}. */
    void delete(Map<String, AttributeValue> item) {
        if (writes) {
            dynamo.deleteItem(delete -> delete.tableName(name).key(keyOf(item)));
        }
    }
}

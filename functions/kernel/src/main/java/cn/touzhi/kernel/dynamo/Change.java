package cn.touzhi.kernel.dynamo;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One action of a transaction on one item, and the condition under which it may be done. Attributes stand in its
 * expressions as their placeholders ({@link Names}); where the condition fails, the item as it is comes with the failure.
 */
public final class Change {
    private static final ReturnValuesOnConditionCheckFailure FOUND = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    private final String table;
    private final String condition;
    private final Map<String, AttributeValue> values = new HashMap<>();

    private Change(String table, String condition) {
        this.table = table;
        this.condition = condition;
    }

    /** An action that may only be done where {@code condition} holds. */
    public static Change when(String table, String condition) {
        return new Change(table, condition);
    }

    /** With what {@code name} stands for in its expressions. */
    public Change with(String name, AttributeValue value) {
        values.put(name, value);
        return this;
    }

    /** Changes the item at {@code key} by {@code update}. The condition must demand that there is one: else one is made. */
    public TransactWriteItem update(Map<String, AttributeValue> key, String update) {
        Update.Builder change = Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(Names.in(update, condition))
                .returnValuesOnConditionCheckFailure(FOUND);
        if (!values.isEmpty()) {
            // an empty map is refused
            change.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().update(change.build()).build();
    }

    /** Puts {@code item}. */
    public TransactWriteItem put(Map<String, AttributeValue> item) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition)
                .returnValuesOnConditionCheckFailure(FOUND);
        Map<String, String> names = Names.in(condition);
        if (!names.isEmpty()) {
            put.expressionAttributeNames(names);
        }
        if (!values.isEmpty()) {
            put.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    /** Deletes what is at {@code key}. */
    public TransactWriteItem delete(Map<String, AttributeValue> key) {
        Delete.Builder delete = Delete.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(condition)
                .expressionAttributeNames(Names.in(condition))
                .returnValuesOnConditionCheckFailure(FOUND);
        if (!values.isEmpty()) {
            delete.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().delete(delete.build()).build();
    }

    /** Only sees to it that the condition holds for the item at {@code key}. */
    public TransactWriteItem check(Map<String, AttributeValue> key) {
        ConditionCheck.Builder check = ConditionCheck.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(condition)
                .expressionAttributeNames(Names.in(condition))
                .returnValuesOnConditionCheckFailure(FOUND);
        if (!values.isEmpty()) {
            check.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().conditionCheck(check.build()).build();
    }

    /** Puts {@code item} whatever is there: for what another action of the same transaction decides. */
    public static TransactWriteItem putAnyway(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(table).item(item).build())
                .build();
    }

    /** Counts one more at {@code key}, from nothing where there is no item yet. */
    public static TransactWriteItem countAnyway(String table, Map<String, AttributeValue> key, String counter) {
        Update change = Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression("ADD #" + counter + " :one")
                .expressionAttributeNames(Map.of("#" + counter, counter))
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                .build();
        return TransactWriteItem.builder().update(change).build();
    }

    /** Deletes what is at {@code key}, if anything is: for what another action of the same transaction decides. */
    public static TransactWriteItem deleteAnyway(String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .delete(Delete.builder().tableName(table).key(key).build())
                .build();
    }
}

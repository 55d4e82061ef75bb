package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.dynamo.Names;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Keeps the counter of an address short: one in daily use would otherwise gather entries without end, as it never
 * expires, and the tags of those that were given back.
 */
final class AddressTrimming {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Limits.PerAddress limits;

    AddressTrimming(DynamoDbClient dynamo, String table, Limits.PerAddress limits) {
        this.dynamo = dynamo;
        this.table = table;
        this.limits = limits;
    }

    /** Drops from the counter, which is as {@code item} says, what no limit asks for any more. */
    void trim(String addressDigest, AddressSendsItem item) {
        int sends = limits.harder().perDay();
        int known = limits.known().perDay();
        if (item.sends().size() <= 2 * sends
                && item.known().size() <= 2 * known
                && item.verifications().size() <= 3 * (sends + known)) {
            return;
        }
        Change change = new Change();
        change.shorten(RegistrationTable.SENDS, item.sends().size(), sends);
        change.shorten(RegistrationTable.KNOWN, item.known().size(), known);
        change.shorten(RegistrationTable.OPENED, item.opened().size(), limits.open());
        change.drop(item.tagsBeyond(sends, known));
        change.unmoved(RegistrationTable.SENDS, item.sends());
        change.unmoved(RegistrationTable.KNOWN, item.known());
        write(addressDigest, change);
    }

    private void write(String addressDigest, Change change) {
        String update = change.update();
        String condition = String.join(" AND ", change.conditions);
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(RegistrationTable.sendsKey(addressDigest))
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(Names.in(update, condition))
                    .expressionAttributeValues(change.values));
        } catch (ConditionalCheckFailedException changedMeanwhile) {
            // the next message tries again
        }
    }

    /** One write in the making. */
    private static final class Change {
        private final List<String> removed = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, AttributeValue> values = new HashMap<>();
        private List<String> dropped = List.of();

        void shorten(String list, int size, int kept) {
            IntStream.range(kept, size).forEach(index -> removed.add("#" + list + "[" + index + "]"));
        }

        void drop(List<String> tags) {
            dropped = tags;
            if (!tags.isEmpty()) {
                values.put(":dropped", AttributeValue.fromSs(tags));
            }
        }

        /** Positions mean the same entries only while nothing was put in front of them. */
        void unmoved(String list, List<AddressSendsItem.Send> entries) {
            if (entries.isEmpty()) {
                conditions.add("attribute_not_exists(#" + list + "[0])");
                return;
            }
            conditions.add("size(#%1$s) = :%1$sSize AND #%1$s[0].#at = :%1$sNewest".formatted(list));
            values.put(":" + list + "Size", number(entries.size()));
            values.put(":" + list + "Newest", seconds(entries.getFirst().at()));
        }

        String update() {
            return (removed.isEmpty() ? "" : "REMOVE " + String.join(", ", removed))
                    + (dropped.isEmpty() ? "" : " DELETE #verifications :dropped");
        }
    }
}

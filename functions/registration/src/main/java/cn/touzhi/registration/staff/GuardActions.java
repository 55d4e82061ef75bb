package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What is done to the guard of an address, each under the condition that it still is as it was read. */
final class GuardActions {
    private final String table;

    GuardActions(String table) {
        this.table = table;
    }

    /** Lets an address be young until {@code trustedFrom}. */
    TransactWriteItem mistrust(Identity read, Instant trustedFrom) {
        Condition condition = Condition.unchanged(read).with(":then", seconds(trustedFrom));
        Update update = Update.builder()
                .tableName(table)
                .key(RegistrationTable.identityKey(read.addressDigest()))
                .updateExpression("SET #trustedFrom = :then")
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** Frees an address for whoever registers with it next. */
    TransactWriteItem delete(Identity read) {
        Condition condition = Condition.unchanged(read);
        Delete delete = Delete.builder()
                .tableName(table)
                .key(RegistrationTable.identityKey(read.addressDigest()))
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .expressionAttributeValues(condition.values())
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    /** Gives an address to its account, in place of what was read there. */
    TransactWriteItem put(Identity identity, Optional<Identity> read) {
        Put.Builder put = Put.builder().tableName(table).item(identity.toItem());
        if (read.isEmpty()) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            Condition condition = Condition.unchanged(read.get());
            put.conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values());
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        static Condition unchanged(Identity read) {
            Map<String, AttributeValue> values = new HashMap<>();
            values.put(":subject", text(read.subject().value()));
            values.put(":trustedFrom", seconds(read.trustedFrom()));
            read.removedAt().ifPresent(at -> values.put(":removedAt", seconds(at)));
            return new Condition(
                    "#subject = :subject AND #trustedFrom = :trustedFrom AND "
                            + (read.removedAt().isPresent()
                                    ? "#removedAt = :removedAt"
                                    : "attribute_not_exists(#removedAt)"),
                    Map.of(
                            "#subject", RegistrationTable.SUBJECT,
                            "#trustedFrom", RegistrationTable.TRUSTED_FROM,
                            "#removedAt", RegistrationTable.REMOVED_AT),
                    values);
        }

        Condition with(String name, AttributeValue value) {
            Map<String, AttributeValue> more = new HashMap<>(values);
            more.put(name, value);
            return new Condition(expression, names, more);
        }
    }
}

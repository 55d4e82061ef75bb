package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What sessions need to know of an account.
 *
 * @param active whether its owner may use it
 * @param generation which sessions count: those of this generation
 * @param createdAt when it was opened
 */
public record AccountStanding(boolean active, int generation, Instant createdAt) {
    /** The state of an account that its owner may use. */
    public static final String ACTIVE = "active";

    /** Reads the item of an account. */
    public static AccountStanding of(Map<String, AttributeValue> item) {
        return new AccountStanding(
                textOf(item, RegistrationTable.STATE).equals(ACTIVE),
                numberOf(item, RegistrationTable.GENERATION),
                instantOf(item, RegistrationTable.CREATED_AT));
    }

    /** Whether sessions of {@code sessionGeneration} go on. */
    public boolean admits(int sessionGeneration) {
        return active && generation == sessionGeneration;
    }

    /** Lets a transaction fail unless the account of {@code subject} admits sessions of {@code generation}. */
    static TransactWriteItem check(String table, SubjectId subject, int generation) {
        ConditionCheck check = ConditionCheck.builder()
                .tableName(table)
                .key(RegistrationTable.accountKey(subject))
                .conditionExpression("#state = :active AND #generation = :generation")
                .expressionAttributeNames(
                        Map.of("#state", RegistrationTable.STATE, "#generation", RegistrationTable.GENERATION))
                .expressionAttributeValues(Map.of(":active", text(ACTIVE), ":generation", number(generation)))
                .build();
        return TransactWriteItem.builder().conditionCheck(check).build();
    }
}

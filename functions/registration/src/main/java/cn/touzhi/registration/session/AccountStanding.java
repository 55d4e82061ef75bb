package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.flagOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What sessions need to know of an account.
 *
 * @param state whether it may be used
 * @param generation which sessions count: those of this generation
 * @param staff whether its tokens carry the scope {@code staff}
 * @param createdAt when it was opened; {@link Instant#EPOCH} once it is erased
 */
public record AccountStanding(AccountState state, int generation, boolean staff, Instant createdAt) {
    /** Reads the item of an account. */
    public static AccountStanding of(Map<String, AttributeValue> item) {
        return new AccountStanding(
                AccountState.of(textOf(item, RegistrationTable.STATE)),
                numberOf(item, RegistrationTable.GENERATION),
                flagOf(item, RegistrationTable.STAFF),
                // an erased account doesn't say
                optionalInstant(item, RegistrationTable.CREATED_AT).orElse(Instant.EPOCH));
    }

    /** Whether sessions of {@code sessionGeneration} go on. */
    public boolean admits(int sessionGeneration) {
        return active() && generation == sessionGeneration;
    }

    /** Whether its owner may use it. */
    public boolean active() {
        return state == AccountState.ACTIVE;
    }

    /** Lets a transaction fail unless the account of {@code subject} admits sessions of {@code generation}. */
    public static TransactWriteItem check(String table, SubjectId subject, int generation) {
        ConditionCheck check = ConditionCheck.builder()
                .tableName(table)
                .key(RegistrationTable.accountKey(subject))
                .conditionExpression("#state = :active AND #generation = :generation")
                .expressionAttributeNames(
                        Map.of("#state", RegistrationTable.STATE, "#generation", RegistrationTable.GENERATION))
                .expressionAttributeValues(
                        Map.of(":active", text(AccountState.ACTIVE.text()), ":generation", number(generation)))
                .build();
        return TransactWriteItem.builder().conditionCheck(check).build();
    }

    /**
     * The same for a refresh, which a stranded account's sessions get too: without it they could add an address for no
     * longer than an access token lasts.
     */
    static TransactWriteItem checkForRefresh(String table, SubjectId subject, int generation) {
        return Change.when(table, "(#state = :active OR #state = :stranded) AND #generation = :generation")
                .with(":active", text(AccountState.ACTIVE.text()))
                .with(":stranded", text(AccountState.STRANDED.text()))
                .with(":generation", number(generation))
                .check(RegistrationTable.accountKey(subject));
    }

    /** Ends all sessions of {@code generation} and before, of an account that may be used and counts no further yet. */
    static TransactWriteItem countOn(String table, SubjectId subject, int generation) {
        return Change.when(table, "#state = :active AND #generation = :generation")
                .with(":active", text(AccountState.ACTIVE.text()))
                .with(":generation", number(generation))
                .with(":next", number(generation + 1L))
                .update(RegistrationTable.accountKey(subject), "SET #generation = :next");
    }
}

package cn.touzhi.registration.lapse;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.session.AccountState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Takes an account away with all that lies under it and the key that opens backups of it.
 *
 * <p>First, in one write, the account becomes {@link AccountState#ERASED} and the other rooms are told: from then on
 * nobody signs in, adds or refreshes anything, since all of that checks the account. Then the rest goes, item by item; a
 * run that dies in between is made good by {@link #finish} again. The account's opaque id stays, so that nothing late
 * brings it back.
 */
public final class AccountErasure {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final KeyDestruction keys;
    private final Clock clock;
    private final SecureRandom random;

    /** @param keys of this room */
    public AccountErasure(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            KeyDestruction keys,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a stranded account an erased one.
     *
     * @param account its item, as it was read
     * @return whether it was still as it was read
     */
    boolean begin(Map<String, AttributeValue> account) {
        SubjectId subject = subjectOf(account);
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.ACCOUNT, erase(subject, account));
        parts.put(Part.EVENT, SubjectEvent.of(subject, lapsed(subject)).put(table));
        return transactions.write(parts) instanceof Transactions.Done;
    }

    /** Takes away what an erased account still has. */
    void finish(SubjectId subject) {
        // again until nothing is found: a request that had been let in may have written behind us
        while (deleted(subject) > 0) {}
        keys.of(subject);
    }

    private TransactWriteItem erase(SubjectId subject, Map<String, AttributeValue> account) {
        Map<String, AttributeValue> rest = new HashMap<>(RegistrationTable.accountKey(subject));
        rest.put(RegistrationTable.STATE, text(AccountState.ERASED.text()));
        rest.put(RegistrationTable.GENERATION, number(numberOf(account, RegistrationTable.GENERATION) + 1L));
        Put put = Put.builder()
                .tableName(table)
                .item(rest)
                .conditionExpression("#state = :stranded AND #strandedAt = :strandedAt AND #generation = :generation")
                .expressionAttributeNames(Map.of(
                        "#state", RegistrationTable.STATE,
                        "#strandedAt", RegistrationTable.STRANDED_AT,
                        "#generation", RegistrationTable.GENERATION))
                .expressionAttributeValues(Map.of(
                        ":stranded", text(AccountState.STRANDED.text()),
                        ":strandedAt", account.get(RegistrationTable.STRANDED_AT),
                        ":generation", account.get(RegistrationTable.GENERATION)))
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private Event lapsed(SubjectId subject) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Event(
                EventId.random(random),
                RegistrationEvents.ACCOUNT_LAPSED,
                Optional.of(subject.value()),
                now,
                Map.of("at", now.toString()));
    }

    /** How many items were there but for those that stay: what is left of the account, and the word to other rooms. */
    private int deleted(SubjectId subject) {
        int count = 0;
        for (Map<String, AttributeValue> item : dynamo.queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.accountPartition(subject))))
                        .projectionExpression("pk, sk, #event")
                        .expressionAttributeNames(Map.of("#event", EventAttribute.NAME))
                        .consistentRead(true))
                .items()) {
            if (!stays(item)) {
                delete(subject, textOf(item, RegistrationTable.SK));
                count++;
            }
        }
        return count;
    }

    private static boolean stays(Map<String, AttributeValue> item) {
        SubjectId subject = subjectOf(item);
        return item.entrySet().containsAll(RegistrationTable.accountKey(subject).entrySet())
                || EventAttribute.read(item)
                        .map(Event::type)
                        .filter(RegistrationEvents.ACCOUNT_LAPSED::equals)
                        .isPresent();
    }

    private void delete(SubjectId subject, String sortKey) {
        if (sortKey.startsWith(RegistrationTable.identityPrefix())) {
            // first, for only the account tells which address it is
            deleteGuard(
                    subject,
                    sortKey.substring(RegistrationTable.identityPrefix().length()));
        }
        dynamo.deleteItem(delete -> delete.tableName(table)
                .key(Map.of(
                        RegistrationTable.PK, text(RegistrationTable.accountPartition(subject)),
                        RegistrationTable.SK, text(sortKey))));
    }

    /** Unless the address is somebody else's by now. */
    private void deleteGuard(SubjectId subject, String addressDigest) {
        try {
            dynamo.deleteItem(delete -> delete.tableName(table)
                    .key(RegistrationTable.identityKey(addressDigest))
                    .conditionExpression("#subject = :subject")
                    .expressionAttributeNames(Map.of("#subject", RegistrationTable.SUBJECT))
                    .expressionAttributeValues(Map.of(":subject", text(subject.value()))));
        } catch (ConditionalCheckFailedException notTheirs) {
            // not any more, or gone already
        }
    }

    private static SubjectId subjectOf(Map<String, AttributeValue> item) {
        String partition = textOf(item, RegistrationTable.PK);
        return new SubjectId(partition.substring(partition.indexOf('#') + 1));
    }

    private enum Part {
        ACCOUNT,
        EVENT
    }
}

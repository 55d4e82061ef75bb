package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Names;
import cn.touzhi.registration.RegistrationTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The birth dates of accounts: sealed, and compared with what somebody says, a few times only. */
public final class BirthDates {
    /** By which the sealed date is bound to its place. */
    public static final String FIELD = "birthDate";

    private static final String COUNT = "ADD #birthDateTries :one";
    private static final String ALLOWED = "#state = :active AND #birthDateTries < :most";

    private final DynamoDbClient dynamo;
    private final String table;
    private final SubjectKeys subjectKeys;
    private final int most;

    /** @param most tries until the account is entered in another way, or staff resets them */
    public BirthDates(DynamoDbClient dynamo, String table, SubjectKeys subjectKeys, int most) {
        this.dynamo = dynamo;
        this.table = table;
        this.subjectKeys = subjectKeys;
        this.most = most;
    }

    /** The date as it is stored in the account of {@code owner}. */
    public static byte[] seal(LocalDate date, SubjectId owner, DataKey key, SecureRandom random) {
        return key.seal(date.toString(), owner.value(), FIELD, random);
    }

    /** Whether any more may be tried. */
    boolean mayBeTried(Holdings holdings) {
        return numberOf(holdings.account(), RegistrationTable.BIRTH_DATE_TRIES) < most;
    }

    /**
     * Counts one try and compares then, so that parallel tries can't all be compared before the first is counted. A
     * right one counts too, until the session that it opens forgets them.
     */
    Tried compare(SubjectId owner, LocalDate said) {
        Optional<Map<String, AttributeValue>> counted = count(owner);
        Optional<DataKey> key = subjectKeys.of(owner);
        if (counted.isEmpty() || key.isEmpty()) {
            return new Tried.NoMore();
        }
        String stored = key.get().openText(bytesOf(counted.get(), RegistrationTable.BIRTH_DATE), owner.value(), FIELD);
        boolean right = MessageDigest.isEqual(
                stored.getBytes(StandardCharsets.UTF_8), said.toString().getBytes(StandardCharsets.UTF_8));
        return right
                ? new Tried.Right()
                : new Tried.Wrong(most - numberOf(counted.get(), RegistrationTable.BIRTH_DATE_TRIES));
    }

    private Optional<Map<String, AttributeValue>> count(SubjectId owner) {
        try {
            return Optional.of(dynamo.updateItem(update -> update.tableName(table)
                            .key(RegistrationTable.accountKey(owner))
                            .updateExpression(COUNT)
                            .conditionExpression(ALLOWED)
                            .expressionAttributeNames(Names.in(COUNT, ALLOWED))
                            .expressionAttributeValues(Map.of(
                                    ":one", number(1),
                                    ":active", text(AccountState.ACTIVE.text()),
                                    ":most", number(most)))
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes());
        } catch (ConditionalCheckFailedException spent) {
            return Optional.empty();
        }
    }

    /** What came of one try. */
    sealed interface Tried {
        /** It is the account's. */
        record Right() implements Tried {}

        /** It isn't; {@code remaining} more may be tried. */
        record Wrong(int remaining) implements Tried {}

        /** Nothing was compared. */
        record NoMore() implements Tried {}
    }
}

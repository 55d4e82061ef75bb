package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.AddressSends.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What is left to an address of the messages that may be sent to it. */
public final class Allowances {
    /** Each loss means that somebody else moved the list, which a handful of messages an hour can't do for long. */
    private static final int TRIES = 5;

    private final DynamoDbClient dynamo;
    private final String table;

    public Allowances(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Takes back that the newest message of {@code verification} was counted, as it never went out (case R16). Done
     * twice it is the same as once.
     *
     * @return false if others changed the counter each time in between, and it still counts
     */
    public boolean giveBack(VerificationId id, Verification verification) {
        Message message = new Message(id, verification.number());
        String addressDigest = verification.addressDigest();
        // older entries of the same name belong to an earlier life of the verification, under the same Idempotency-Key:
        // they went out, and count
        Instant since = verification.askedAt().minus(AddressSends.INTERRUPTED);
        String list = verification.allowance().list();
        Map<String, AttributeValue> key = RegistrationTable.sendsKey(addressDigest);
        for (int tries = 0; tries < TRIES; tries++) {
            OptionalInt place = placeOf(message, since, key, list);
            if (place.isEmpty() || remove(message, key, list, place.getAsInt())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the tags of messages up to {@code number} out of the counter, but not the count: the verification goes, and
     * whoever asks anew under its key asks for another one.
     */
    public void forget(String addressDigest, VerificationId verification, int number) {
        List<String> tags = IntStream.rangeClosed(1, number)
                .mapToObj(each -> new Message(verification, each).tag())
                .toList();
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(RegistrationTable.sendsKey(addressDigest))
                    .updateExpression("DELETE #verifications :tags")
                    .conditionExpression("attribute_exists(#verifications)")
                    .expressionAttributeNames(Map.of("#verifications", RegistrationTable.VERIFICATIONS))
                    .expressionAttributeValues(Map.of(":tags", AttributeValue.fromSs(tags))));
        } catch (ConditionalCheckFailedException nothingCounted) {
            // time has taken the counter already
        }
    }

    private OptionalInt placeOf(Message message, Instant since, Map<String, AttributeValue> key, String list) {
        AttributeValue sends = dynamo.getItem(
                        get -> get.tableName(table).key(key).consistentRead(true))
                .item()
                .get(list);
        List<AttributeValue> entries = sends == null ? List.of() : sends.l();
        return IntStream.range(0, entries.size())
                .filter(i -> isOf(message, since, entries.get(i).m()))
                .findFirst();
    }

    private static boolean isOf(Message message, Instant since, Map<String, AttributeValue> entry) {
        return textOf(entry, RegistrationTable.VERIFICATION)
                        .equals(message.verification().value())
                && numberOf(entry, RegistrationTable.NUMBER) == message.number()
                && !instantOf(entry, RegistrationTable.AT).isBefore(since);
    }

    /** Whether it still stood at {@code place}, and is gone now. */
    private boolean remove(Message message, Map<String, AttributeValue> key, String list, int place) {
        String entry = "#list[" + place + "]";
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(key)
                    .updateExpression("REMOVE " + entry)
                    .conditionExpression(entry + ".#verification = :verification AND " + entry + ".#number = :number")
                    .expressionAttributeNames(Map.of(
                            "#list", list,
                            "#verification", RegistrationTable.VERIFICATION,
                            "#number", RegistrationTable.NUMBER))
                    .expressionAttributeValues(Map.of(
                            ":verification", text(message.verification().value()),
                            ":number", number(message.number()))));
            return true;
        } catch (ConditionalCheckFailedException moved) {
            return false;
        }
    }
}

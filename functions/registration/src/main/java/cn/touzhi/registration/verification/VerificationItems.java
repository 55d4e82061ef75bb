package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.dynamo.Names;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.RegistrationTable;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The verifications' items in table Registration, and each write to them that the door makes. */
final class VerificationItems {
    private static final String FREE = "attribute_not_exists(#pk) OR #expiresAt <= :now";
    private static final String NEXT = "SET #number = :number, #state = :sending, #code = :code,"
            + " #codeDigest = :codeDigest, #nextSendAt = :nextSendAt, #codeEndsAt = :codeEndsAt,"
            + " #expiresAt = :expiresAt, #guesses = :none, #guessLimit = :guessLimit,"
            + " #allowance = :allowance, #event = :event"
            + " REMOVE #claim, #claimedAt, #lastTry, #lastGuess ADD #sendKeys :sendKeys";
    private static final String STILL =
            "attribute_exists(#pk) AND #number = :before AND attribute_not_exists(#usedAt)" + " AND #expiresAt > :now";
    private static final String COUNT = "SET #lastTry = :try, #lastGuess = :guess ADD #guesses :one";
    private static final String GUESSABLE = "attribute_exists(#pk) AND #guesses < #guessLimit AND #codeEndsAt > :now"
            + " AND attribute_not_exists(#usedAt) AND #state <> :undeliverable"
            + " AND (attribute_not_exists(#lastTry) OR #lastTry <> :try)";

    private final DynamoDbClient dynamo;
    private final String table;
    private final SecureRandom random;
    private final Clock clock;

    VerificationItems(DynamoDbClient dynamo, String table, SecureRandom random, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.random = random;
        this.clock = clock;
    }

    /** The verification, while it lasts. */
    Optional<Verification> read(VerificationId id) {
        return alive(dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.verificationKey(id))
                        .consistentRead(true))
                .item());
    }

    /** Puts {@code item} in place where there is none; else gives what is there. */
    Optional<Verification> putIfAbsent(VerificationId id, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> whole = new HashMap<>(item);
        whole.putAll(RegistrationTable.verificationKey(id));
        try {
            dynamo.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(whole)
                    .conditionExpression(FREE)
                    .expressionAttributeNames(Names.in(FREE))
                    .expressionAttributeValues(Map.of(":now", seconds(clock.instant())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
            return Optional.empty();
        } catch (ConditionalCheckFailedException taken) {
            return Optional.of(Verification.of(taken.item()));
        }
    }

    /** Replaces the code by {@code fresh} where the message before it still counts. */
    Replaced replaceCode(VerificationId id, FreshCode fresh, byte[] sendKey) {
        Map<String, AttributeValue> values = new HashMap<>(attributesOf(fresh));
        values.put(":sendKeys", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(sendKey))));
        values.put(":before", number(fresh.number() - 1L));
        values.put(":now", seconds(clock.instant()));
        try {
            return new Replaced.Done(Verification.of(dynamo.updateItem(UpdateItemRequest.builder()
                            .tableName(table)
                            .key(RegistrationTable.verificationKey(id))
                            .updateExpression(NEXT)
                            .conditionExpression(STILL)
                            .expressionAttributeNames(Names.in(NEXT, STILL))
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.ALL_OLD)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return new Replaced.Refused(alive(refused.item()));
        }
    }

    /**
     * Counts one guess: one write, whatever comes of it. It is counted first and compared afterwards; the other way
     * round, parallel guesses would all be compared before the first of them is counted, and a limit of five would let
     * thousands through. Right guesses count too: to leave them out would cost a second write.
     *
     * @param guess see {@link Codes#guessOf}
     */
    Tried countGuess(VerificationId id, byte[] guess) {
        String thisTry = RandomText.of(random);
        try {
            return new Tried.Counted(Verification.of(dynamo.updateItem(UpdateItemRequest.builder()
                            .tableName(table)
                            .key(RegistrationTable.verificationKey(id))
                            .updateExpression(COUNT)
                            .conditionExpression(GUESSABLE)
                            .expressionAttributeNames(Names.in(COUNT, GUESSABLE))
                            .expressionAttributeValues(Map.of(
                                    ":one", number(1),
                                    ":try", text(thisTry),
                                    ":guess", bytes(guess),
                                    ":now", seconds(clock.instant()),
                                    ":undeliverable", text(SendState.UNDELIVERABLE.text())))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .attributes()));
        } catch (ConditionalCheckFailedException refused) {
            Optional<Verification> found = alive(refused.item());
            // the SDK's own first try, whose answer was lost, has counted it
            return found.filter(known -> known.lastTry().equals(Optional.of(thisTry)))
                    .<Tried>map(Tried.Counted::new)
                    .orElseGet(() -> new Tried.Refused(found));
        }
    }

    private Optional<Verification> alive(Map<String, AttributeValue> item) {
        return Optional.of(item)
                .filter(present -> !present.isEmpty())
                .map(Verification::of)
                .filter(verification -> verification.isAliveAt(clock.instant()));
    }

    private static Map<String, AttributeValue> attributesOf(FreshCode fresh) {
        return Map.ofEntries(
                Map.entry(":number", number(fresh.number())),
                Map.entry(":sending", text(SendState.SENDING.text())),
                Map.entry(":code", bytes(fresh.sealed())),
                Map.entry(":codeDigest", bytes(fresh.digest())),
                Map.entry(":nextSendAt", seconds(fresh.nextSendAt())),
                Map.entry(":codeEndsAt", seconds(fresh.codeEndsAt())),
                Map.entry(":expiresAt", seconds(fresh.expiresAt())),
                Map.entry(":none", number(0)),
                Map.entry(":guessLimit", number(fresh.guessLimit())),
                Map.entry(":allowance", text(fresh.allowance().text())),
                Map.entry(":event", EventAttribute.of(fresh.event())));
    }

    /** What came of replacing a code. */
    sealed interface Replaced {
        /** It is replaced; {@code before} is the verification as it was. */
        record Done(Verification before) implements Replaced {}

        /** Something came in between, and the verification, if it lasts, is as it is now. */
        record Refused(Optional<Verification> now) implements Replaced {}
    }

    /** What came of trying to count a guess. */
    sealed interface Tried {
        /** Counted; compare now. */
        record Counted(Verification verification) implements Tried {}

        /** Not counted; the verification, if it lasts, says why. */
        record Refused(Optional<Verification> verification) implements Tried {}
    }
}

package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.registration.RegistrationTable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Counts text messages to blocks of numbers and to countries, within hours of the clock, and how many were used. */
public final class SmsCounters {
    private static final String SENT = "SET #expiresAt = :end, #lastTry = :try ADD #sent :one";
    private static final String BELOW = "(attribute_not_exists(#sent) OR #sent < :limit)"
            + " AND (attribute_not_exists(#lastTry) OR #lastTry <> :try)";
    private static final String NOT_SENT = "SET #lastTry = :undone ADD #sent :minusOne";
    private static final String NOT_UNDONE = "#sent >= :one AND #lastTry <> :undone";
    private static final Map<String, String> SENT_NAMES = Map.of(
            "#sent", RegistrationTable.SENT,
            "#lastTry", RegistrationTable.LAST_TRY,
            "#expiresAt", RegistrationTable.EXPIRES_AT);

    /** Enough for the few thousand messages that one counter sees not to meet. */
    private static final int MARK_BYTES = 8;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public SmsCounters(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Counts one message at its block and its country, where both let it through: one after the other, so that what a
     * full block refuses takes nothing from the country, and the other way round.
     *
     * @param thisTry names our try, by which the SDK's own repetition is known; a message that is tried anew may be
     *     counted twice
     */
    Counts sent(CountedSms sms, String thisTry, Limits.Spend limits) {
        long hour = hour();
        Map<String, AttributeValue> countryKey =
                RegistrationTable.countryKey(sms.target().country(), hour, shardOf(markOf(sms)));
        if (sms.known()) {
            return new Counts(Optional.empty(), sent(countryKey, thisTry, limits.perShard()));
        }
        Map<String, AttributeValue> blockKey =
                RegistrationTable.blockKey(sms.target().block(), hour);
        Optional<SmsCount> block = sent(blockKey, thisTry, limits.perBlock());
        if (block.isEmpty()) {
            return new Counts(block, Optional.empty());
        }
        Optional<SmsCount> country = sent(countryKey, thisTry, limits.perShard());
        if (country.isEmpty()) {
            notSent(blockKey, thisTry);
        }
        return new Counts(block, country);
    }

    /** Takes back what {@code thisTry} has counted; the SDK's own repetition does it once. */
    private void notSent(Map<String, AttributeValue> key, String thisTry) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(key)
                    .updateExpression(NOT_SENT)
                    .conditionExpression(NOT_UNDONE)
                    .expressionAttributeNames(Map.of(
                            "#sent", RegistrationTable.SENT,
                            "#lastTry", RegistrationTable.LAST_TRY))
                    .expressionAttributeValues(Map.of(
                            ":undone", text(thisTry + " undone"),
                            ":one", number(1),
                            ":minusOne", number(-1))));
        } catch (ConditionalCheckFailedException undone) {
            // by our own first try, whose answer was lost
        }
    }

    private Optional<SmsCount> sent(Map<String, AttributeValue> key, String thisTry, int limit) {
        try {
            return Optional.of(SmsCount.of(dynamo.updateItem(UpdateItemRequest.builder()
                            .tableName(table)
                            .key(key)
                            .updateExpression(SENT)
                            .conditionExpression(BELOW)
                            .expressionAttributeNames(SENT_NAMES)
                            .expressionAttributeValues(Map.of(
                                    ":end", seconds(end()),
                                    ":try", text(thisTry),
                                    ":one", number(1),
                                    ":limit", number(limit)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .attributes()));
        } catch (ConditionalCheckFailedException refused) {
            // the SDK's own first try, whose answer was lost, has counted it
            return Optional.of(SmsCount.of(refused.item()))
                    .filter(count -> count.lastTry().equals(Optional.of(thisTry)));
        }
    }

    /**
     * Counts that the code in {@code sms} was right, wherever that was counted. Told twice it is the same as once, or one
     * number in a block would vouch for all others.
     */
    public void used(CountedSms sms) {
        byte[] mark = markOf(sms);
        long hour = hour();
        Map<String, AttributeValue> countryKey =
                RegistrationTable.countryKey(sms.target().country(), hour, shardOf(mark));
        if (sms.known()) {
            used(countryKey, mark);
            return;
        }
        SideBySide.of(
                () -> used(RegistrationTable.blockKey(sms.target().block(), hour), mark),
                () -> used(countryKey, mark),
                (block, country) -> List.of());
    }

    private boolean used(Map<String, AttributeValue> key, byte[] mark) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(key)
                .updateExpression("SET #expiresAt = :end ADD #used :marks")
                .expressionAttributeNames(
                        Map.of("#used", RegistrationTable.USED, "#expiresAt", RegistrationTable.EXPIRES_AT))
                .expressionAttributeValues(Map.of(
                        ":end",
                        seconds(end()),
                        ":marks",
                        AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(mark))))));
        return true;
    }

    private long hour() {
        return clock.instant().getEpochSecond() / Limits.HOUR.toSeconds();
    }

    private Instant end() {
        return Instant.ofEpochSecond((hour() + 2) * Limits.HOUR.toSeconds());
    }

    /** The same for each telling of a message; it leads back to none, as names are random and known to nobody else. */
    private static byte[] markOf(CountedSms sms) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(sms.name().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, MARK_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static int shardOf(byte[] mark) {
        return Byte.toUnsignedInt(mark[0]) % Limits.Spend.SHARDS;
    }

    /**
     * What the counters say after counting.
     *
     * @param block of its block; empty where that lets no more through, or isn't asked
     * @param country of its part of the country, which is asked last; empty where the message may not go out
     */
    record Counts(Optional<SmsCount> block, Optional<SmsCount> country) {
        boolean letThrough() {
            return country.isPresent();
        }
    }
}

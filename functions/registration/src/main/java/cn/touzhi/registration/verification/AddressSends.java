package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.Names;
import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counts the messages to each address in table Registration: one conditional write asks and counts at once, so that
 * parallel requests can't all pass before the first is counted. Where the count can't be made, nothing is sent.
 */
final class AddressSends {
    /** The list is newest first: with the n-th older than the window, fewer than n lie within it. */
    private static final String BELOW_LIMITS =
            "(attribute_not_exists(#sends[%1$d].#at) OR #sends[%1$d].#at <= :hourAgo)"
                    + " AND (attribute_not_exists(#sends[%2$d].#at) OR #sends[%2$d].#at <= :dayAgo)";

    private static final String COUNT =
            "SET #sends = list_append(:new, if_not_exists(#sends, :empty)), #expiresAt = :end ADD #verifications :tags";

    private static final String UNKNOWN = " AND NOT contains(#verifications, :message)";

    /** A twin, or our own first try whose answer was lost, may have counted the same a moment ago. */
    private static final String NOT_JUST_NOW = " AND (attribute_not_exists(#sends[0].#at)"
            + " OR #sends[0].#verification <> :verification OR #sends[0].#number <> :number"
            + " OR #sends[0].#at < :justNow)";

    /** Longer than any request takes (template.yaml, Timeout). */
    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    /** Positions mean the same entries only while nothing was put in front of them. */
    private static final String UNMOVED = "size(#sends) = :size AND #sends[0].#at = :newest";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Allowances allowances;
    private final SendLimits limits;
    private final Clock clock;

    AddressSends(DynamoDbClient dynamo, String table, Allowances allowances, SendLimits limits, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.allowances = allowances;
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts {@code message} unless it was counted before: repeats of one wish, ours and the client's, cost one. */
    Counted count(String addressDigest, Message message) {
        try {
            write(addressDigest, message, belowLimits() + UNKNOWN);
            return new Counted.New();
        } catch (ConditionalCheckFailedException refused) {
            AddressSendsItem item = AddressSendsItem.of(refused.item());
            return item.verifications().contains(message.tag())
                    ? new Counted.Known(item.lastOf(message))
                    : new Counted.TooMany(waitOf(item));
        }
    }

    /**
     * Counts {@code message} though it was counted before, when that was too long ago to be the same wish.
     *
     * @return empty if it is counted; else how long the address gets no more
     */
    Optional<Duration> countAgain(String addressDigest, Message message) {
        try {
            write(addressDigest, message, belowLimits() + NOT_JUST_NOW);
            return Optional.empty();
        } catch (ConditionalCheckFailedException refused) {
            AddressSendsItem item = AddressSendsItem.of(refused.item());
            boolean counted = !item.lastOf(message).isBefore(clock.instant().minus(JUST_NOW));
            return counted ? Optional.empty() : Optional.of(waitOf(item));
        }
    }

    /** Takes back that the newest message of {@code verification} was counted, as it never goes out; or lets it be. */
    void giveBack(VerificationId id, Verification verification) {
        // where the counter doesn't stand still its owner has one message less, and what they asked for all the same
        var unused = allowances.giveBack(id, verification);
    }

    private void write(String addressDigest, Message message, String condition) {
        Map<String, AttributeValue> counted =
                dynamo.updateItem(counting(addressDigest, message, condition)).attributes();
        trim(addressDigest, AddressSendsItem.of(counted));
    }

    private UpdateItemRequest counting(String addressDigest, Message message, String condition) {
        Instant now = clock.instant();
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":new", AttributeValue.fromL(List.of(AddressSendsItem.entry(message, now))),
                ":empty", AttributeValue.fromL(List.of()),
                ":end", seconds(now.plus(SendLimits.DAY)),
                ":tags", AttributeValue.fromSs(List.of(message.tag())),
                ":hourAgo", seconds(now.minus(SendLimits.HOUR)),
                ":dayAgo", seconds(now.minus(SendLimits.DAY))));
        if (condition.endsWith(UNKNOWN)) {
            values.put(":message", text(message.tag()));
        }
        if (condition.endsWith(NOT_JUST_NOW)) {
            values.put(":verification", text(message.verification().value()));
            values.put(":number", number(message.number()));
            values.put(":justNow", seconds(now.minus(JUST_NOW)));
        }
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(RegistrationTable.sendsKey(addressDigest))
                .updateExpression(COUNT)
                .conditionExpression(condition)
                .expressionAttributeNames(Names.in(COUNT, condition))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private String belowLimits() {
        return BELOW_LIMITS.formatted(limits.perHour() - 1, limits.perDay() - 1);
    }

    private Duration waitOf(AddressSendsItem item) {
        Instant now = clock.instant();
        Instant hour = item.at(limits.perHour() - 1).plus(SendLimits.HOUR);
        Instant day = item.at(limits.perDay() - 1).plus(SendLimits.DAY);
        return Duration.between(now, hour.isAfter(day) ? hour : day);
    }

    /**
     * An address in daily use would otherwise gather entries without end, as its item never expires, and the tags of
     * those that were given back.
     */
    private void trim(String addressDigest, AddressSendsItem item) {
        int size = item.sends().size();
        if (size <= 2 * limits.perDay() && item.verifications().size() <= 3 * limits.perDay()) {
            return;
        }
        List<String> dropped = item.tagsBeyond(limits.perDay());
        String trimming = trimming(size, !dropped.isEmpty());
        Map<String, AttributeValue> values =
                new HashMap<>(Map.of(":size", number(size), ":newest", seconds(item.at(0))));
        if (!dropped.isEmpty()) {
            values.put(":dropped", AttributeValue.fromSs(dropped));
        }
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(RegistrationTable.sendsKey(addressDigest))
                    .updateExpression(trimming)
                    .conditionExpression(UNMOVED)
                    .expressionAttributeNames(Names.in(trimming, UNMOVED))
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException changedMeanwhile) {
            // the next message tries again
        }
    }

    private String trimming(int size, boolean tagsToo) {
        String entries = IntStream.range(limits.perDay(), size)
                .mapToObj(index -> "#sends[" + index + "]")
                .collect(Collectors.joining(", "));
        return (entries.isEmpty() ? "" : "REMOVE " + entries) + (tagsToo ? " DELETE #verifications :dropped" : "");
    }

    /**
     * One message.
     *
     * @param number from 1, within the verification
     */
    record Message(VerificationId verification, int number) {
        /** By which the counter knows it. */
        String tag() {
            return number == 1 ? verification.value() : verification.value() + "#" + number;
        }
    }

    /** What counting came to. */
    sealed interface Counted {
        /** Counted now. */
        record New() implements Counted {}

        /** Counted at {@code at} already. */
        record Known(Instant at) implements Counted {}

        /** Not counted: the address gets no more before {@code pause} is over. */
        record TooMany(Duration pause) implements Counted {}
    }
}

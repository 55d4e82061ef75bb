package cn.touzhi.registration.sending;

import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.messaging.Outcome;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Who may send a message, and what came of it: so that a text message goes out at most once, whatever fails or is
 * repeated, and an e-mail at least once. Each change is one conditional write.
 *
 * @param <T> what an item of these messages holds
 */
final class Claims<T> {
    /** After this a try is dead for certain: longer than the function's time-out in template.yaml. */
    static final Duration LONGEST_TRY = Duration.ofSeconds(30);

    /**
     * A claim stands for one try. It is made before the sending and outlives it, so that a try that finds another's
     * claim knows that a message may have gone out already; an e-mail does no harm twice, a text message costs money and
     * nerves. A try finds its own claim when the answer to the first write of it was lost, and goes on.
     */
    private static final String FREE = "#state = :sending AND attribute_exists(#secret) AND #endsAt > :now"
            + " AND (attribute_not_exists(#claim) OR #claim = :claim"
            + " OR (#channel = :email AND #claimedAt <= :dead))";

    private static final Map<String, String> FREE_NAMES = Map.of(
            "#state", RegistrationTable.STATE,
            "#claim", RegistrationTable.CLAIM,
            "#claimedAt", RegistrationTable.CLAIMED_AT,
            "#channel", RegistrationTable.CHANNEL);

    private final DynamoDbClient dynamo;
    private final String table;
    private final Function<Map<String, AttributeValue>, T> reader;
    private final Clock clock;

    /** @param reader of the items */
    Claims(DynamoDbClient dynamo, String table, Function<Map<String, AttributeValue>, T> reader, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.reader = reader;
        this.clock = clock;
    }

    /** Claims the message for the try that {@code claim} names. */
    Claim<T> claim(Pending message, String claim) {
        Instant now = clock.instant();
        StringBuilder condition = new StringBuilder(FREE);
        Map<String, String> names = new HashMap<>(FREE_NAMES);
        names.put("#secret", message.secret());
        names.put("#endsAt", message.endsAt());
        for (String attribute : message.unless()) {
            condition.append(" AND attribute_not_exists(#").append(attribute).append(')');
            names.put("#" + attribute, attribute);
        }
        Map<String, AttributeValue> values = Map.of(
                ":sending", text(SendState.SENDING.text()),
                ":now", seconds(now),
                ":claim", text(claim),
                ":email", text(Channel.EMAIL.text()),
                ":dead", seconds(now.minus(LONGEST_TRY)));
        UpdateItemRequest request = update(
                        message, "SET #claim = :claim, #claimedAt = :now", condition.toString(), names, values)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            return new Claim.Ours<>(reader.apply(dynamo.updateItem(request).attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return whyNot(message, refused.item(), now);
        }
    }

    private Claim<T> whyNot(Pending message, Map<String, AttributeValue> item, Instant now) {
        if (item.isEmpty()) {
            return new Claim.Obsolete<>(Claim.Reason.MISSING);
        }
        if (!item.entrySet().containsAll(message.which().entrySet())) {
            return new Claim.Obsolete<>(Claim.Reason.REPLACED);
        }
        return switch (SendState.of(textOf(item, RegistrationTable.STATE))) {
            case SENT -> new Claim.Obsolete<>(Claim.Reason.SENT);
            case UNDELIVERABLE -> new Claim.Undeliverable<>(reader.apply(item));
            case SENDING -> whyNotNow(item, now);
        };
    }

    private Claim<T> whyNotNow(Map<String, AttributeValue> item, Instant now) {
        if (optionalText(item, RegistrationTable.CLAIM).isEmpty()) {
            return new Claim.Expired<>(reader.apply(item));
        }
        Instant claimedAt = optionalInstant(item, RegistrationTable.CLAIMED_AT).orElse(now);
        return claimedAt.isAfter(now.minus(LONGEST_TRY))
                ? new Claim.Busy<>()
                : new Claim.Orphaned<>(reader.apply(item));
    }

    /** Records what came of the message in the hands of its sender, which decides whether another try follows. */
    Sending settle(Pending message, String claim, Channel channel, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                decide(message, claim, SendState.SENT);
                yield new Sending.Sent();
            }
            case Outcome.Refused() -> {
                decide(message, claim, SendState.UNDELIVERABLE);
                yield new Sending.Undeliverable();
            }
            case Outcome.TryLater(Outcome.Cause cause) -> {
                release(message, claim);
                yield new Sending.Later(cause);
            }
            case Outcome.Unknown() -> unknown(message, claim, channel);
        };
    }

    private Sending unknown(Pending message, String claim, Channel channel) {
        return switch (channel) {
            case SMS -> {
                decide(message, claim, SendState.SENT);
                yield new Sending.PerhapsSent();
            }
            // the claim stays: when it is dead, another try sends the e-mail again, or finds its end
            case EMAIL -> new Sending.Unclear();
        };
    }

    /** Gives the claim up: nothing went out, and another try may send. */
    void release(Pending message, String claim) {
        write(
                message,
                "REMOVE #claim, #claimedAt",
                "#claim = :claim",
                Map.of("#claim", RegistrationTable.CLAIM, "#claimedAt", RegistrationTable.CLAIMED_AT),
                Map.of(":claim", text(claim)));
    }

    /** Gives the claim up likewise, and notes something in the same write for whoever tries again. */
    void releaseNoting(Pending message, String claim, String attribute, AttributeValue value) {
        write(
                message,
                "SET #noted = :noted REMOVE #claim, #claimedAt",
                "#claim = :claim",
                Map.of(
                        "#claim", RegistrationTable.CLAIM,
                        "#claimedAt", RegistrationTable.CLAIMED_AT,
                        "#noted", attribute),
                Map.of(":claim", text(claim), ":noted", value));
    }

    /** Records what became of the message that {@code claim} stands for, and drops its secret. */
    void decide(Pending message, String claim, SendState state) {
        write(
                message,
                "SET #state = :state REMOVE #secret",
                "#claim = :claim",
                namesOfDecision(message),
                Map.of(":claim", text(claim), ":state", text(state.text())));
    }

    /**
     * Records that the message goes out neither by this try nor by another, drops its secret and gives the claim up. Done
     * twice it is the same as once.
     *
     * @return the message as it is then; empty if another took its place
     */
    Optional<T> giveUp(Pending message, String claim) {
        UpdateItemRequest request = update(
                        message,
                        "SET #state = :undeliverable REMOVE #secret, #claim, #claimedAt",
                        "(#claim = :claim OR (#state = :undeliverable AND attribute_not_exists(#claim)))",
                        Map.of(
                                "#state", RegistrationTable.STATE,
                                "#secret", message.secret(),
                                "#claim", RegistrationTable.CLAIM,
                                "#claimedAt", RegistrationTable.CLAIMED_AT),
                        Map.of(":claim", text(claim), ":undeliverable", text(SendState.UNDELIVERABLE.text())))
                .returnValues(ReturnValue.ALL_NEW)
                .build();
        try {
            return Optional.of(reader.apply(dynamo.updateItem(request).attributes()));
        } catch (ConditionalCheckFailedException newer) {
            return Optional.empty();
        }
    }

    /** Records that nobody sent the message in its time, and drops its secret. */
    void expire(Pending message) {
        write(
                message,
                "SET #state = :undeliverable REMOVE #secret",
                "#state = :sending AND attribute_not_exists(#claim)",
                namesOfDecision(message),
                Map.of(
                        ":sending", text(SendState.SENDING.text()),
                        ":undeliverable", text(SendState.UNDELIVERABLE.text())));
    }

    private static Map<String, String> namesOfDecision(Pending message) {
        return Map.of(
                "#state", RegistrationTable.STATE,
                "#secret", message.secret(),
                "#claim", RegistrationTable.CLAIM);
    }

    private void write(
            Pending message,
            String update,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(update(message, update, condition, names, values).build());
        } catch (ConditionalCheckFailedException newer) {
            // another message took its place, or its item is gone: nothing is left to record
        }
    }

    /** A change of nothing but this message: {@code condition} implies that its item exists. */
    private UpdateItemRequest.Builder update(
            Pending message,
            String update,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        StringBuilder all = new StringBuilder(condition);
        Map<String, String> allNames = new HashMap<>(names);
        Map<String, AttributeValue> allValues = new HashMap<>(values);
        message.which().forEach((attribute, value) -> {
            all.append(" AND #%1$s = :%1$s".formatted(attribute));
            allNames.put("#" + attribute, attribute);
            allValues.put(":" + attribute, value);
        });
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(message.key())
                .updateExpression(update)
                .conditionExpression(all.toString())
                .expressionAttributeNames(allNames)
                .expressionAttributeValues(allValues);
    }
}

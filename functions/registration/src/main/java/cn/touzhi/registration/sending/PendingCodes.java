package cn.touzhi.registration.sending;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.Verification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The codes in table Registration whose sending is not decided yet. Each change is one conditional write. */
final class PendingCodes {
    /** After this a try is dead for certain: longer than the function's time-out in template.yaml. */
    static final Duration LONGEST_TRY = Duration.ofSeconds(30);

    /**
     * A claim stands for one try. It is made before the sending and outlives it, so that a try that finds another's
     * claim knows that a message may have gone out already; an e-mail does no harm twice, a text message costs money and
     * nerves. A try finds its own claim when the answer to the first write of it was lost, and goes on.
     */
    private static final String FREE = "#number = :number AND #state = :sending AND attribute_exists(#code)"
            + " AND attribute_not_exists(#usedAt) AND #codeEndsAt > :now"
            + " AND (attribute_not_exists(#claim) OR #claim = :claim"
            + " OR (#channel = :email AND #claimedAt <= :dead))";

    private static final Map<String, String> FREE_NAMES = Map.of(
            "#number", RegistrationTable.NUMBER,
            "#state", RegistrationTable.STATE,
            "#code", RegistrationTable.CODE,
            "#usedAt", RegistrationTable.USED_AT,
            "#codeEndsAt", RegistrationTable.CODE_ENDS_AT,
            "#channel", RegistrationTable.CHANNEL,
            "#claim", RegistrationTable.CLAIM,
            "#claimedAt", RegistrationTable.CLAIMED_AT);

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    PendingCodes(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    /** Claims the message for the try that {@code claim} names. */
    Claim claim(CodeRequested message, String claim) {
        Instant now = clock.instant();
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(RegistrationTable.verificationKey(message.verification()))
                .updateExpression("SET #claim = :claim, #claimedAt = :now")
                .conditionExpression(FREE)
                .expressionAttributeNames(FREE_NAMES)
                .expressionAttributeValues(Map.of(
                        ":number", number(message.number()),
                        ":sending", text(SendState.SENDING.text()),
                        ":now", seconds(now),
                        ":claim", text(claim),
                        ":email", text(Channel.EMAIL.text()),
                        ":dead", seconds(now.minus(LONGEST_TRY))))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            return new Claim.Ours(Verification.of(dynamo.updateItem(request).attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return whyNot(message, refused.item(), now);
        }
    }

    private static Claim whyNot(CodeRequested message, Map<String, AttributeValue> item, Instant now) {
        if (item.isEmpty()) {
            return new Claim.Obsolete(Claim.Reason.MISSING);
        }
        Verification known = Verification.of(item);
        if (known.number() != message.number()) {
            return new Claim.Obsolete(Claim.Reason.REPLACED);
        }
        return switch (known.state()) {
            case SENT -> new Claim.Obsolete(Claim.Reason.SENT);
            case UNDELIVERABLE -> new Claim.Undeliverable(known);
            case SENDING -> whyNotNow(known, now);
        };
    }

    private static Claim whyNotNow(Verification known, Instant now) {
        if (known.claim().isEmpty()) {
            return known.usedAt().isPresent() ? new Claim.Obsolete(Claim.Reason.USED) : new Claim.Expired(known);
        }
        boolean alive = known.claimedAt().orElse(now).isAfter(now.minus(LONGEST_TRY));
        return alive ? new Claim.Busy() : new Claim.Orphaned(known);
    }

    /** Gives the claim up: nothing went out, and another try may send. */
    void release(CodeRequested message, String claim) {
        write(
                message,
                "REMOVE #claim, #claimedAt",
                "#claim = :claim",
                Map.of("#claim", RegistrationTable.CLAIM, "#claimedAt", RegistrationTable.CLAIMED_AT),
                Map.of(":claim", text(claim)));
    }

    /** Gives the claim up likewise, and records that the message was counted: whoever tries again need not count it. */
    void releaseCounted(CodeRequested message, String claim) {
        write(
                message,
                "SET #counted = :number REMOVE #claim, #claimedAt",
                "#claim = :claim",
                Map.of(
                        "#claim", RegistrationTable.CLAIM,
                        "#claimedAt", RegistrationTable.CLAIMED_AT,
                        "#counted", RegistrationTable.COUNTED),
                Map.of(":claim", text(claim)));
    }

    /** Records what became of the message that {@code claim} stands for, and drops the code. */
    void decide(CodeRequested message, String claim, SendState state) {
        write(
                message,
                "SET #state = :state REMOVE #code",
                "#claim = :claim",
                Map.of(
                        "#state", RegistrationTable.STATE,
                        "#code", RegistrationTable.CODE,
                        "#claim", RegistrationTable.CLAIM),
                Map.of(":claim", text(claim), ":state", text(state.text())));
    }

    /** Records that nobody sent the message in its time, and drops the code. */
    void expire(CodeRequested message) {
        write(
                message,
                "SET #state = :undeliverable REMOVE #code",
                "#state = :sending AND attribute_not_exists(#claim)",
                Map.of(
                        "#state", RegistrationTable.STATE,
                        "#code", RegistrationTable.CODE,
                        "#claim", RegistrationTable.CLAIM),
                Map.of(
                        ":sending", text(SendState.SENDING.text()),
                        ":undeliverable", text(SendState.UNDELIVERABLE.text())));
    }

    private void write(
            CodeRequested message,
            String update,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(request -> request.tableName(table)
                    .key(RegistrationTable.verificationKey(message.verification()))
                    .updateExpression(update)
                    .conditionExpression("#number = :number AND " + condition)
                    .expressionAttributeNames(with(names, "#number", RegistrationTable.NUMBER))
                    .expressionAttributeValues(with(values, ":number", number(message.number()))));
        } catch (ConditionalCheckFailedException newer) {
            // a later message took its place, or the verification was used and deleted: nothing is left to record
        }
    }

    private static <V> Map<String, V> with(Map<String, V> entries, String key, V value) {
        Map<String, V> all = new HashMap<>(entries);
        all.put(key, value);
        return all;
    }
}

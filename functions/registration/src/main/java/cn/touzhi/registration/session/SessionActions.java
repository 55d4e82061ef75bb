package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What is done to a session's item, each as an action of a transaction with the condition under which it may be. */
final class SessionActions {
    private static final String ONGOING = "attribute_exists(pk) AND attribute_not_exists(#endedAt)";
    private static final String ALIVE = "attribute_not_exists(#endedAt) AND #idleEndsAt > :now AND #endsAt > :now";

    private final String table;

    SessionActions(String table) {
        this.table = table;
    }

    /** Stores a new one. */
    TransactWriteItem put(Session session) {
        Put put = Put.builder()
                .tableName(table)
                .item(session.toItem())
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    /** Counts one refresh further, if {@code grant} is the current one, and lets the session idle from {@code now} on. */
    TransactWriteItem rotate(Grant grant, byte[] deviceDigest, Instant now, Instant idleEndsAt) {
        Instant expiresAt = idleEndsAt.isBefore(grant.endsAt()) ? idleEndsAt : grant.endsAt();
        Update update = Update.builder()
                .tableName(table)
                .key(RegistrationTable.sessionKey(grant.subject(), grant.session()))
                .updateExpression("SET #counter = :next, #rotatedAt = :now, #idleEndsAt = :idleEndsAt,"
                        + " #expiresAt = :expiresAt")
                .conditionExpression("#counter = :counter AND #deviceDigest = :deviceDigest"
                        + " AND #generation = :generation AND attribute_not_exists(#endedAt)"
                        + " AND #idleEndsAt > :now AND #endsAt > :now")
                .expressionAttributeNames(Map.of(
                        "#counter", RegistrationTable.COUNTER,
                        "#rotatedAt", RegistrationTable.ROTATED_AT,
                        "#idleEndsAt", RegistrationTable.IDLE_ENDS_AT,
                        "#expiresAt", RegistrationTable.EXPIRES_AT,
                        "#deviceDigest", RegistrationTable.DEVICE_DIGEST,
                        "#generation", RegistrationTable.GENERATION,
                        "#endedAt", RegistrationTable.ENDED_AT,
                        "#endsAt", RegistrationTable.ENDS_AT))
                .expressionAttributeValues(Map.of(
                        ":counter", number(grant.counter()),
                        ":next", number(grant.next().counter()),
                        ":now", seconds(now),
                        ":idleEndsAt", seconds(idleEndsAt),
                        ":expiresAt", seconds(expiresAt),
                        ":deviceDigest", bytes(deviceDigest),
                        ":generation", number(grant.generation())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** Lets it go along into generation {@code newer}, if it goes on and {@code grant} is still the current one. */
    TransactWriteItem goAlong(Grant grant, int newer, Instant now) {
        Update update = Update.builder()
                .tableName(table)
                .key(RegistrationTable.sessionKey(grant.subject(), grant.session()))
                .updateExpression("SET #generation = :newer")
                .conditionExpression("#counter = :counter AND #generation = :generation AND " + ALIVE)
                .expressionAttributeNames(Map.of(
                        "#counter", RegistrationTable.COUNTER,
                        "#generation", RegistrationTable.GENERATION,
                        "#endedAt", RegistrationTable.ENDED_AT,
                        "#idleEndsAt", RegistrationTable.IDLE_ENDS_AT,
                        "#endsAt", RegistrationTable.ENDS_AT))
                .expressionAttributeValues(Map.of(
                        ":newer", number(newer),
                        ":counter", number(grant.counter()),
                        ":generation", number(grant.generation()),
                        ":now", seconds(now)))
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** Notes that its owner has just proved the address with {@code addressDigest} again. */
    TransactWriteItem confirm(Grant grant, String addressDigest, Instant now) {
        Update update = Update.builder()
                .tableName(table)
                .key(RegistrationTable.sessionKey(grant.subject(), grant.session()))
                .updateExpression("SET #confirmedAt = :now, #confirmedBy = :addressDigest")
                .conditionExpression("#generation = :generation AND " + ALIVE)
                .expressionAttributeNames(Map.of(
                        "#confirmedAt", RegistrationTable.CONFIRMED_AT,
                        "#confirmedBy", RegistrationTable.CONFIRMED_BY,
                        "#generation", RegistrationTable.GENERATION,
                        "#endedAt", RegistrationTable.ENDED_AT,
                        "#idleEndsAt", RegistrationTable.IDLE_ENDS_AT,
                        "#endsAt", RegistrationTable.ENDS_AT))
                .expressionAttributeValues(Map.of(
                        ":addressDigest", text(addressDigest),
                        ":generation", number(grant.generation()),
                        ":now", seconds(now)))
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** Ends it before its time, once. */
    TransactWriteItem end(SubjectId subject, SessionId session, EndReason reason, Instant now) {
        return TransactWriteItem.builder()
                .update(ending(subject, session, reason, now).build())
                .build();
    }

    /** Ends it as {@link EndReason#REPLACED}, if it goes on and is on the device with {@code deviceDigest}. */
    TransactWriteItem replace(SubjectId subject, SessionId session, byte[] deviceDigest, Instant now) {
        Update.Builder update = ending(subject, session, EndReason.REPLACED, now);
        Update whole = update.build();
        Map<String, String> names = new HashMap<>(whole.expressionAttributeNames());
        names.put("#deviceDigest", RegistrationTable.DEVICE_DIGEST);
        names.put("#idleEndsAt", RegistrationTable.IDLE_ENDS_AT);
        names.put("#endsAt", RegistrationTable.ENDS_AT);
        Map<String, AttributeValue> values = new HashMap<>(whole.expressionAttributeValues());
        values.put(":deviceDigest", bytes(deviceDigest));
        return TransactWriteItem.builder()
                .update(update.conditionExpression("#deviceDigest = :deviceDigest AND " + ALIVE)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .build())
                .build();
    }

    private Update.Builder ending(SubjectId subject, SessionId session, EndReason reason, Instant now) {
        return Update.builder()
                .tableName(table)
                .key(RegistrationTable.sessionKey(subject, session))
                .updateExpression("SET #endedAt = :now, #endReason = :reason, #expiresAt = :expiresAt")
                .conditionExpression(ONGOING)
                .expressionAttributeNames(Map.of(
                        "#endedAt", RegistrationTable.ENDED_AT,
                        "#endReason", RegistrationTable.END_REASON,
                        "#expiresAt", RegistrationTable.EXPIRES_AT))
                .expressionAttributeValues(Map.of(
                        ":now", seconds(now),
                        ":reason", text(reason.text()),
                        ":expiresAt", seconds(now.plus(SubjectEvent.KEPT))))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /** Lets a transaction fail unless the session is there and was not ended. */
    TransactWriteItem goesOn(SubjectId subject, SessionId session) {
        ConditionCheck check = ConditionCheck.builder()
                .tableName(table)
                .key(RegistrationTable.sessionKey(subject, session))
                .conditionExpression(ONGOING)
                .expressionAttributeNames(Map.of("#endedAt", RegistrationTable.ENDED_AT))
                .build();
        return TransactWriteItem.builder().conditionCheck(check).build();
    }
}

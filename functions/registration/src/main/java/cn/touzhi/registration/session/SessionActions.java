package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What is done to a session's item, each as an action of a transaction with the condition under which it may be. */
final class SessionActions {
    private static final String ONGOING = "attribute_exists(pk) AND attribute_not_exists(#endedAt)";

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

    /** Ends it before its time, once. */
    TransactWriteItem end(SubjectId subject, SessionId session, EndReason reason, Instant now) {
        Update update = Update.builder()
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
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return TransactWriteItem.builder().update(update).build();
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

package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What is done to a session's item, each as an action of a transaction with the condition under which it may be. */
final class SessionActions {
    private static final String ONGOING = "attribute_exists(#pk) AND attribute_not_exists(#endedAt)";
    private static final String ALIVE = "attribute_not_exists(#endedAt) AND #idleEndsAt > :now AND #endsAt > :now";
    private static final String END = "SET #endedAt = :now, #endReason = :reason, #expiresAt = :expiresAt";

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
        return Change.when(table, "#counter = :counter AND #generation = :generation AND " + ALIVE)
                .with(":counter", number(grant.counter()))
                .with(":generation", number(grant.generation()))
                .with(":now", seconds(now))
                .with(":newer", number(newer))
                .update(keyOf(grant), "SET #generation = :newer");
    }

    /** Notes that its owner has just proved the address with {@code addressDigest} again, if it goes on. */
    TransactWriteItem confirm(Grant grant, String addressDigest, Instant now) {
        return Change.when(table, "#generation = :generation AND " + ALIVE)
                .with(":generation", number(grant.generation()))
                .with(":now", seconds(now))
                .with(":addressDigest", text(addressDigest))
                .update(keyOf(grant), "SET #confirmedAt = :now, #confirmedBy = :addressDigest");
    }

    /** Ends it before its time, once. */
    TransactWriteItem end(SubjectId subject, SessionId session, EndReason reason, Instant now) {
        return ending(Change.when(table, ONGOING), reason, now)
                .update(RegistrationTable.sessionKey(subject, session), END);
    }

    /** Ends it for another that was opened on its device, if it goes on there. */
    TransactWriteItem replace(Grant grant, byte[] deviceDigest, Instant now) {
        return ending(Change.when(table, "#deviceDigest = :deviceDigest AND " + ALIVE), EndReason.REPLACED, now)
                .with(":deviceDigest", bytes(deviceDigest))
                .update(keyOf(grant), END);
    }

    private static Change ending(Change change, EndReason reason, Instant now) {
        return change.with(":now", seconds(now))
                .with(":reason", text(reason.text()))
                .with(":expiresAt", seconds(now.plus(SubjectEvent.KEPT)));
    }

    private static Map<String, AttributeValue> keyOf(Grant grant) {
        return RegistrationTable.sessionKey(grant.subject(), grant.session());
    }

    /** Lets a transaction fail unless the session is there and was not ended. */
    TransactWriteItem goesOn(SubjectId subject, SessionId session) {
        return Change.when(table, ONGOING).check(RegistrationTable.sessionKey(subject, session));
    }
}

package cn.touzhi.registration;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * An event about someone as an item of its own, because another room's lasting state depends on it: no later change
 * takes its place, and a replay reads it again. That is so of the acceptance of the policy, from which consents are
 * made, and of the end of sessions, by which every room refuses tokens.
 *
 * @param subject whom it is about
 * @param event what happened
 * @param expiresAt a week later
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / EVENT#{event}",
        pathFromSubject = "Query of ACCOUNT#{subject}")
public record SubjectEvent(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.EVENT,
                clause = "1, 5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.EVENT,
                clause = "1, 5.2")
        Event event,

        @NotPersonal("when it is replayed no more") Instant expiresAt) {
    /** How long such events are kept. */
    public static final Duration KEPT = Keeping.EVENT.limit().orElseThrow();

    /** That {@code event} happened to {@code subject}. */
    public static SubjectEvent of(SubjectId subject, Event event) {
        return new SubjectEvent(subject, event, event.time().plus(KEPT));
    }

    /** The action that stores it. */
    public TransactWriteItem put(String table) {
        var item = new HashMap<>(RegistrationTable.eventKey(subject, event.id()));
        item.put(EventAttribute.NAME, EventAttribute.of(event));
        item.put(RegistrationTable.EXPIRES_AT, seconds(expiresAt));
        Put put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return TransactWriteItem.builder().put(put).build();
    }
}

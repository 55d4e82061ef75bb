package cn.touzhi.registration.session;

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
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * An event about sessions, as an item of its own: every room refuses tokens by it, and a replay reads it again.
 *
 * @param subject whose sessions
 * @param event what happened
 * @param expiresAt a week later
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / EVENT#{event}",
        pathFromSubject = "Query of ACCOUNT#{subject}")
record SessionEvent(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.EVENT,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(category = Category.ACTIVITY, purpose = Purpose.SECURITY, keeping = Keeping.EVENT, clause = "5.2")
        Event event,

        @NotPersonal("when it is replayed no more") Instant expiresAt) {
    /** How long events of their own are kept. */
    static final Duration KEPT = Keeping.EVENT.limit().orElseThrow();

    /** That {@code session} was ended at {@code now}. */
    static SessionEvent ended(SubjectId subject, SessionId session, Instant now, SecureRandom random) {
        Event event = new Event(
                EventId.random(random),
                RegistrationEvents.SESSION_ENDED,
                Optional.of(subject.value()),
                now,
                Map.of("session", session.value()));
        return new SessionEvent(subject, event, now.plus(KEPT));
    }

    /** The action that stores it. */
    TransactWriteItem put(String table) {
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

package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsTable;
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
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That a membership began, changed or ended, as it is told. It is an item of its own because what other rooms let somebody
 * do depends on it, and because the membership itself may be gone: so a replay reads it again.
 *
 * @param subject whose
 * @param event what happened
 * @param expiresAt a week later
 */
@Stored(table = JobsTable.NAME, key = "MEMBER#{subject} / EVENT#{event}", pathFromSubject = "Query of MEMBER#{subject}")
record MembershipEvent(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.EVENT,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.EVENT,
                clause = "5.2")
        Event event,

        @NotPersonal("when it is replayed no more") Instant expiresAt) {
    private static final Duration KEPT = Keeping.EVENT.limit().orElseThrow();

    static MembershipEvent of(SubjectId subject, Event event) {
        return new MembershipEvent(subject, event, event.time().plus(KEPT));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.membershipEventKey(subject, event.id()));
        item.put(EventAttribute.NAME, EventAttribute.of(event));
        item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }
}

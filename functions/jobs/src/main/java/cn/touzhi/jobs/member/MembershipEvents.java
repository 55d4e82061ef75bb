package cn.touzhi.jobs.member;

import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Tells other rooms who acts for which employer, in the transaction that makes it so. */
public final class MembershipEvents {
    private final String table;
    private final Clock clock;
    private final SecureRandom random;

    /** @param table the room's */
    public MembershipEvents(String table, Clock clock, SecureRandom random) {
        this.table = table;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Tells as what somebody acts now.
     *
     * @param sequence how many times the employer's members have changed with this, which the same transaction counts
     */
    public TransactWriteItem acts(Member member, int sequence) {
        return put(member.employer(), member.subject(), sequence, Optional.of(member.role()));
    }

    /**
     * Tells that somebody acts no more; see {@link #acts}. It needs no look at the fence: erasure takes memberships first
     * and their events after, so that an event of a membership that was still there is found.
     */
    TransactWriteItem ceased(Member member, int sequence) {
        return put(member.employer(), member.subject(), sequence, Optional.empty());
    }

    private TransactWriteItem put(EmployerId employer, SubjectId subject, int sequence, Optional<Role> role) {
        Map<String, String> data = new HashMap<>();
        data.put("employer", employer.value());
        data.put("sequence", Integer.toString(sequence));
        role.ifPresent(as -> data.put("role", as.text()));
        Event event = new Event(
                EventId.random(random),
                JobsEvents.MEMBERSHIP_CHANGED,
                Optional.of(subject.value()),
                clock.instant(),
                data);
        return Change.when(table, "attribute_not_exists(#pk)")
                .put(MembershipEvent.of(subject, event).toItem());
    }
}

package cn.touzhi.jobs.employer;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.event.EventId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** How an employer's state changes: with the event that tells of it, in one action, and only from what was seen. */
public final class EmployerMoves {
    private final String table;
    private final Clock clock;
    private final SecureRandom random;

    /** @param table the room's */
    public EmployerMoves(String table, Clock clock, SecureRandom random) {
        this.table = table;
        this.clock = clock;
        this.random = random;
    }

    /** By its owner, who gives no reason. */
    TransactWriteItem submit(Employer employer) {
        return moving(employer, EmployerState.SUBMITTED)
                .update(
                        JobsTable.employerKey(employer.id()),
                        "SET #state = :state, #version = :next, #event = :event REMOVE #reason");
    }

    /** By staff. One that nobody owns can't be answered for, and so not be verified. */
    TransactWriteItem decide(Employer employer, ReasonCode reason) {
        return moving(employer, reason.leadsTo())
                .with(":reason", text(reason.text()))
                .update(
                        JobsTable.employerKey(employer.id()),
                        "SET #state = :state, #version = :next, #event = :event, #reason = :reason");
    }

    private Change moving(Employer employer, EmployerState to) {
        return moving(employer, to, "#version = :version AND #owners = :owners");
    }

    private Change moving(Employer employer, EmployerState to, String condition) {
        return Change.when(table, condition)
                .with(":version", number(employer.version()))
                .with(":owners", number(employer.owners()))
                .with(":state", text(to.text()))
                .with(":next", number(employer.version() + 1))
                .with(":event", EventAttribute.of(told(employer, to)));
    }

    /** Its last owner goes, {@code left} members stay: it is suspended, and whoever was invited may not come. */
    public TransactWriteItem abandon(Employer employer, int left) {
        return moving(
                        employer,
                        EmployerState.SUSPENDED,
                        "#version = :version AND #owners = :owners AND #memberships = :memberships")
                .with(":reason", text(ReasonCode.NO_OWNER.text()))
                .with(":left", number(left))
                .with(":none", number(0))
                .with(":ownership", number(employer.ownership() + 1))
                .with(":memberships", number(employer.memberships()))
                .with(":changed", number(employer.memberships() + 1))
                .update(
                        JobsTable.employerKey(employer.id()),
                        "SET #state = :state, #version = :next, #event = :event, #reason = :reason, #owners = :none,"
                                + " #members = :left, #ownership = :ownership, #memberships = :changed");
    }

    private Event told(Employer employer, EmployerState state) {
        return new Event(
                EventId.random(random),
                JobsEvents.EMPLOYER_CHANGED,
                Optional.empty(),
                clock.instant(),
                Map.of(
                        "employer", employer.id().value(),
                        "state", state.text(),
                        "version", Integer.toString(employer.version() + 1)));
    }
}

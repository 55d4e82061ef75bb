package cn.touzhi.jobs.employer;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An organisation that hires. It says nothing of who acts for it: that its members do.
 *
 * @param id names it
 * @param code it is registered under with the state
 * @param details what it says of itself
 * @param state how its verification stands
 * @param reason why it stands so, where staff or the platform moved it
 * @param version how often details or state have changed, from 1
 * @param owners how many of its members own it
 * @param members how many it has
 * @param ownership grows whenever somebody stops owning it, and so ends all invitations
 * @param event the last move, as it is told
 */
@Stored(
        table = JobsTable.NAME,
        key = "EMPLOYER#{id} / EMPLOYER",
        pathFromSubject = "none: it tells of an organisation, and its members lie beside it")
public record Employer(
        @NotPersonal("names an organisation") EmployerId id,

        @NotPersonal("an organisation's, from a public register")
        CreditCode code,

        @NotPersonal("an organisation's, from a public register, and when it authorised an agent who is not named")
        EmployerDetails details,

        @NotPersonal("how we verified an organisation") EmployerState state,
        @NotPersonal("how we verified an organisation") Optional<ReasonCode> reason,
        @NotPersonal("a counter") int version,
        @NotPersonal("a counter") int owners,
        @NotPersonal("a counter") int members,
        @NotPersonal("a counter") int ownership,
        @NotPersonal("the state, as it is told") Optional<Event> event) {
    public static final String CODE = "code";
    public static final String EMPLOYER_NAME = "name";
    public static final String LICENCE = "licence";
    public static final String LICENCE_ISSUED_ON = "licenceIssuedOn";
    public static final String AUTHORISED_AT = "authorisedAt";
    public static final String REASON = "reason";
    public static final String OWNERS = "owners";
    public static final String MEMBERS = "members";
    public static final String OWNERSHIP = "ownership";

    /** A new one with one owner. */
    static Employer draft(EmployerId id, CreditCode code, EmployerDetails details) {
        return new Employer(id, code, details, EmployerState.DRAFT, Optional.empty(), 1, 1, 1, 1, Optional.empty());
    }

    /** After one more move. */
    Employer in(EmployerState next, Optional<ReasonCode> why) {
        return new Employer(id, code, details, next, why, version + 1, owners, members, ownership, event);
    }

    /** After one more correction. */
    Employer saying(EmployerDetails next) {
        return new Employer(id, code, next, state, reason, version + 1, owners, members, ownership, event);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.employerKey(id));
        item.put(CODE, text(code.value()));
        item.put(EMPLOYER_NAME, text(details.name()));
        item.put(LICENCE, text(details.licenceNumber()));
        item.put(LICENCE_ISSUED_ON, text(details.licenceIssuedOn().toString()));
        details.authorisedAt().ifPresent(at -> item.put(AUTHORISED_AT, seconds(at)));
        item.put(JobsTable.STATE, text(state.text()));
        reason.ifPresent(code -> item.put(REASON, text(code.text())));
        item.put(JobsTable.VERSION, number(version));
        item.put(OWNERS, number(owners));
        item.put(MEMBERS, number(members));
        item.put(OWNERSHIP, number(ownership));
        event.ifPresent(told -> item.put(EventAttribute.NAME, EventAttribute.of(told)));
        return item;
    }

    /** Reads the item. */
    public static Employer of(EmployerId id, Map<String, AttributeValue> item) {
        return new Employer(
                id,
                new CreditCode(textOf(item, CODE)),
                new EmployerDetails(
                        textOf(item, EMPLOYER_NAME),
                        textOf(item, LICENCE),
                        LocalDate.parse(textOf(item, LICENCE_ISSUED_ON)),
                        optionalInstant(item, AUTHORISED_AT)),
                EmployerState.of(textOf(item, JobsTable.STATE)).orElseThrow(),
                optionalText(item, REASON).flatMap(ReasonCode::of),
                numberOf(item, JobsTable.VERSION),
                numberOf(item, OWNERS),
                numberOf(item, MEMBERS),
                numberOf(item, OWNERSHIP),
                EventAttribute.read(item));
    }
}

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
import java.time.Instant;
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
 * @param name as it is registered
 * @param licence number of its business licence
 * @param licenceIssuedOn the licence's date
 * @param authorisedAt when it authorised whoever acts for it here; empty if it hasn't
 * @param state how its verification stands
 * @param reason why it stands so, where staff or the platform moved it
 * @param version how often details or state have changed, from 1
 * @param owners how many of its members own it
 * @param members how many it has
 * @param ownership grows whenever somebody stops owning it, and so ends all invitations
 * @param memberships how many times its members have changed, from 1
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

        @NotPersonal("an organisation's, from a public register")
        String name,

        @NotPersonal("an organisation's, from a public register")
        String licence,

        @NotPersonal("an organisation's, from a public register")
        LocalDate licenceIssuedOn,

        @NotPersonal("when an organisation authorised an agent who is not named")
        Optional<Instant> authorisedAt,

        @NotPersonal("how we verified an organisation") EmployerState state,
        @NotPersonal("how we verified an organisation") Optional<ReasonCode> reason,
        @NotPersonal("a counter") int version,
        @NotPersonal("a counter") int owners,
        @NotPersonal("a counter") int members,
        @NotPersonal("a counter") int ownership,
        @NotPersonal("a counter") int memberships,
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
    public static final String MEMBERSHIPS = "memberships";

    /** A new one with one owner. */
    static Employer draft(EmployerId id, CreditCode code, EmployerDetails details) {
        return new Employer(
                id,
                code,
                details.name(),
                details.licenceNumber(),
                details.licenceIssuedOn(),
                details.authorisedAt(),
                EmployerState.DRAFT,
                Optional.empty(),
                1,
                1,
                1,
                1,
                1,
                Optional.empty());
    }

    /** What it says of itself. */
    public EmployerDetails details() {
        return new EmployerDetails(name, licence, licenceIssuedOn, authorisedAt);
    }

    /** After one more move. */
    Employer in(EmployerState next, Optional<ReasonCode> why) {
        return new Employer(
                id,
                code,
                name,
                licence,
                licenceIssuedOn,
                authorisedAt,
                next,
                why,
                version + 1,
                owners,
                members,
                ownership,
                memberships,
                event);
    }

    /** After one more correction. */
    Employer saying(EmployerDetails next) {
        return new Employer(
                id,
                code,
                next.name(),
                next.licenceNumber(),
                next.licenceIssuedOn(),
                next.authorisedAt(),
                state,
                reason,
                version + 1,
                owners,
                members,
                ownership,
                memberships,
                event);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.employerKey(id));
        item.put(CODE, text(code.value()));
        item.put(EMPLOYER_NAME, text(name));
        item.put(LICENCE, text(licence));
        item.put(LICENCE_ISSUED_ON, text(licenceIssuedOn.toString()));
        authorisedAt.ifPresent(at -> item.put(AUTHORISED_AT, seconds(at)));
        item.put(JobsTable.STATE, text(state.text()));
        reason.ifPresent(why -> item.put(REASON, text(why.text())));
        item.put(JobsTable.VERSION, number(version));
        item.put(OWNERS, number(owners));
        item.put(MEMBERS, number(members));
        item.put(OWNERSHIP, number(ownership));
        item.put(MEMBERSHIPS, number(memberships));
        event.ifPresent(told -> item.put(EventAttribute.NAME, EventAttribute.of(told)));
        return item;
    }

    /** Reads the item. */
    public static Employer of(EmployerId id, Map<String, AttributeValue> item) {
        return new Employer(
                id,
                new CreditCode(textOf(item, CODE)),
                textOf(item, EMPLOYER_NAME),
                textOf(item, LICENCE),
                LocalDate.parse(textOf(item, LICENCE_ISSUED_ON)),
                optionalInstant(item, AUTHORISED_AT),
                EmployerState.of(textOf(item, JobsTable.STATE)).orElseThrow(),
                optionalText(item, REASON).flatMap(ReasonCode::of),
                numberOf(item, JobsTable.VERSION),
                numberOf(item, OWNERS),
                numberOf(item, MEMBERS),
                numberOf(item, OWNERSHIP),
                numberOf(item, MEMBERSHIPS),
                EventAttribute.read(item));
    }
}

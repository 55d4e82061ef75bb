package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.search.Position;
import cn.touzhi.jobs.wording.LegalBasis;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A job that an employer has to give. It doesn't say which member wrote it.
 *
 * @param id names it
 * @param employer whose
 * @param employerName as it was verified when this was last opened
 * @param title of the work
 * @param category code of the platform's table
 * @param nature full time, part time, internship, shop
 * @param place where
 * @param wage what it pays
 * @param headcount how many are looked for
 * @param education the least that is asked for, if any is
 * @param experienceMonths the least that is asked for
 * @param description of the work
 * @param benefits beside the wage
 * @param validThrough when it ends
 * @param position where on the map, if it says so
 * @param state where it stands, as it was written: see {@link #at}
 * @param basis by which it may say what none may else
 * @param openedAt when it was opened, since when it is listed
 * @param version how often it has changed, from 1
 * @param event the last move or other end, as it is told; none where it was never open
 */
@Stored(
        table = JobsTable.NAME,
        key = "JOB#{id} / JOB",
        pathFromSubject = "none: it tells of an organisation's work, and names nobody who wrote it")
record Posting(
        @NotPersonal("names a posting") PostingId id,
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("an organisation's") String employerName,
        @NotPersonal("what an organisation makes public") String title,
        @NotPersonal("what an organisation makes public") String category,
        @NotPersonal("what an organisation makes public") Nature nature,
        @NotPersonal("what an organisation makes public") Place place,
        @NotPersonal("what an organisation makes public") Wage wage,
        @NotPersonal("what an organisation makes public") int headcount,
        @NotPersonal("what an organisation makes public") Optional<String> education,
        @NotPersonal("what an organisation makes public") int experienceMonths,
        @NotPersonal("what an organisation makes public") String description,
        @NotPersonal("what an organisation makes public") List<String> benefits,
        @NotPersonal("what an organisation makes public") Instant validThrough,
        @NotPersonal("where an organisation's work is") Optional<Position> position,
        @NotPersonal("where a posting stands") PostingState state,
        @NotPersonal("a rule that a posting stands on") Optional<LegalBasis> basis,
        @NotPersonal("when it was opened") Optional<Instant> openedAt,
        @NotPersonal("a counter") int version,
        @NotPersonal("where it stands, as it is told") Optional<Event> event) {
    static final String EMPLOYER_NAME = "employerName";
    static final String BASIS = "basis";
    static final String OPENED_AT = "openedAt";

    /** Takes a copy. */
    Posting {
        benefits = List.copyOf(benefits);
    }

    /** One that says {@code fields}. */
    private Posting(
            PostingId id,
            EmployerId employer,
            String employerName,
            PostingFields fields,
            PostingState state,
            Optional<LegalBasis> basis,
            Optional<Instant> openedAt,
            int version,
            Optional<Event> event) {
        this(
                id,
                employer,
                employerName,
                fields.title(),
                fields.category(),
                fields.nature(),
                fields.place(),
                fields.wage(),
                fields.headcount(),
                fields.education(),
                fields.experienceMonths(),
                fields.description(),
                fields.benefits(),
                fields.validThrough(),
                fields.position(),
                state,
                basis,
                openedAt,
                version,
                event);
    }

    /** A new one, which nobody sees yet. */
    static Posting draft(PostingId id, EmployerId employer, String employerName, PostingFields fields) {
        return new Posting(
                id,
                employer,
                employerName,
                fields,
                PostingState.DRAFT,
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty());
    }

    /** What it says. */
    PostingFields fields() {
        return new PostingFields(
                title,
                category,
                nature,
                place,
                wage,
                headcount,
                education,
                experienceMonths,
                description,
                benefits,
                validThrough,
                position);
    }

    /** As it stands at {@code now}: what was open or paused ends when its time does, without anybody writing so. */
    Posting at(Instant now) {
        boolean over = state.isLive() && !validThrough.isAfter(now);
        return over
                ? new Posting(
                        id, employer, employerName, fields(), PostingState.EXPIRED, basis, openedAt, version, event)
                : this;
    }

    /** After one more change. */
    Posting saying(PostingFields next) {
        return new Posting(id, employer, employerName, next, state, basis, openedAt, version + 1, event);
    }

    /** After one more move other than being opened. */
    Posting in(PostingState next) {
        return new Posting(id, employer, employerName, fields(), next, basis, openedAt, version + 1, event);
    }

    /** After it was opened. One that was merely paused keeps its place in lists. */
    Posting opened(String name, Instant now) {
        Instant since = state == PostingState.PAUSED ? openedAt.orElse(now) : now;
        return new Posting(
                id, employer, name, fields(), PostingState.OPEN, basis, Optional.of(since), version + 1, event);
    }

    /** After staff looked. */
    Posting on(Optional<LegalBasis> next, PostingState then) {
        return new Posting(id, employer, employerName, fields(), then, next, openedAt, version + 1, event);
    }

    /** The same, as it is told. */
    Posting telling(Event told) {
        return new Posting(id, employer, employerName, fields(), state, basis, openedAt, version, Optional.of(told));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.postingKey(id));
        item.putAll(fields().toAttributes());
        item.put(JobsTable.EMPLOYER, text(employer.value()));
        item.put(EMPLOYER_NAME, text(employerName));
        item.put(JobsTable.STATE, text(state.text()));
        basis.ifPresent(rule -> item.put(BASIS, text(rule.text())));
        openedAt.ifPresent(at -> item.put(OPENED_AT, seconds(at)));
        item.put(JobsTable.VERSION, number(version));
        event.ifPresent(told -> item.put(EventAttribute.NAME, EventAttribute.of(told)));
        return item;
    }

    static Posting of(PostingId id, Map<String, AttributeValue> item) {
        return new Posting(
                id,
                new EmployerId(textOf(item, JobsTable.EMPLOYER)),
                textOf(item, EMPLOYER_NAME),
                PostingFields.of(item),
                PostingState.of(textOf(item, JobsTable.STATE)).orElseThrow(),
                optionalText(item, BASIS).flatMap(LegalBasis::of),
                optionalInstant(item, OPENED_AT),
                numberOf(item, JobsTable.VERSION),
                EventAttribute.read(item));
    }
}

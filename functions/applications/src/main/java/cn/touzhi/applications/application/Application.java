package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A resume that was submitted to a posting. It says who submitted which version to whom and how that stands, and nothing of
 * what the resume says.
 *
 * @param id names it, sixteen random bytes as text
 * @param subject whose
 * @param posting to which
 * @param employer whose posting it is
 * @param resumeVersion what was submitted
 * @param released what was released beyond what its recipient sees anyway
 * @param submittedAt when
 * @param state how it stands
 * @param since when
 * @param moves how many steps it has taken, from 1
 * @param reason why it was rejected
 * @param interviewAt when the interview begins that was proposed last
 * @param interviewMinutes how long it takes
 * @param interviewDetails where, and with whom; see {@link InterviewDetails}
 * @param event the last step, as it is told
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Stored(
        table = ApplicationsTable.NAME,
        key = "APPLICATION#{id} / APPLICATION",
        pathFromSubject = "Query of SEEKER#{subject}, whose sort keys hold the applications")
public record Application(
        @NotPersonal("names an application") String id,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("names an organisation") EmployerId employer,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        String resumeVersion,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Set<String> released,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Instant submittedAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        State state,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Instant since,

        @NotPersonal("a counter") int moves,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Optional<RejectionReason> reason,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Optional<Instant> interviewAt,

        @NotPersonal("a length of time") Optional<Integer> interviewMinutes,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> interviewDetails,

        @NotPersonal("the last step, as it is told: ids alone")
        Optional<Event> event) {
    static final String MOVES = "moves";
    /** So long after a submission, looked at or not, whoever still waits for an answer is told that none will come. */
    static final Duration SILENCE = Duration.ofDays(30);

    private static final String SUBJECT = "subject";
    private static final String POSTING = "posting";
    private static final String EMPLOYER = "employer";
    private static final String RESUME_VERSION = "resumeVersion";
    private static final String RELEASED = "released";
    private static final String SUBMITTED_AT = "submittedAt";
    private static final String SINCE = "since";
    private static final String REASON = "reason";

    /** Takes a copy. */
    public Application {
        released = Set.copyOf(released);
    }

    /** A new one. */
    static Application submitted(
            String id,
            SubjectId subject,
            PostingId posting,
            EmployerId employer,
            String resumeVersion,
            Set<String> released,
            Instant now) {
        return new Application(
                id,
                subject,
                posting,
                employer,
                resumeVersion,
                released,
                now,
                State.SUBMITTED,
                now,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Application(
            String id,
            SubjectId subject,
            PostingId posting,
            EmployerId employer,
            String resumeVersion,
            Set<String> released,
            Instant submittedAt,
            State state,
            Instant since,
            int moves,
            Optional<RejectionReason> reason,
            Optional<Interview> interview,
            Optional<Event> event) {
        this(
                id,
                subject,
                posting,
                employer,
                resumeVersion,
                released,
                submittedAt,
                state,
                since,
                moves,
                reason,
                interview.map(Interview::at),
                interview.map(Interview::minutes),
                interview.map(Interview::details),
                event);
    }

    /** The one that was proposed last. */
    Optional<Interview> interview() {
        return interviewAt.map(at -> new Interview(at, interviewMinutes.orElseThrow(), interviewDetails.orElseThrow()));
    }

    /** After one more step. */
    Application after(Step step, Instant now) {
        return new Application(
                id,
                subject,
                posting,
                employer,
                resumeVersion,
                released,
                submittedAt,
                step.move().to(),
                now,
                moves + 1,
                step.reason(),
                step.interview().or(this::interview),
                event);
    }

    Application telling(Event told) {
        return new Application(
                id,
                subject,
                posting,
                employer,
                resumeVersion,
                released,
                submittedAt,
                state,
                since,
                moves,
                reason,
                interview(),
                Optional.of(told));
    }

    /** When the platform takes a step by itself, unless somebody takes one before. */
    public Optional<Instant> dueAt() {
        return switch (state) {
            case SUBMITTED, VIEWED -> Optional.of(submittedAt.plus(SILENCE));
            case INTERVIEW_CONFIRMED -> interview().map(Interview::doneAt);
            default -> Optional.empty();
        };
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.applicationKey(id));
        item.put(SUBJECT, text(subject.value()));
        item.put(POSTING, text(posting.value()));
        item.put(EMPLOYER, text(employer.value()));
        item.put(RESUME_VERSION, text(resumeVersion));
        if (!released.isEmpty()) {
            // DynamoDB has no empty sets
            item.put(RELEASED, AttributeValue.fromSs(released.stream().sorted().toList()));
        }
        item.put(SUBMITTED_AT, seconds(submittedAt));
        item.put(ApplicationsTable.STATE, text(state.text()));
        item.put(SINCE, seconds(since));
        item.put(MOVES, number(moves));
        reason.ifPresent(why -> item.put(REASON, text(why.text())));
        interview().ifPresent(proposed -> proposed.putInto(item));
        event.ifPresent(told -> item.put(EventAttribute.NAME, EventAttribute.of(told)));
        return item;
    }

    /** Reads the item. */
    public static Application of(String id, Map<String, AttributeValue> item) {
        return new Application(
                id,
                new SubjectId(textOf(item, SUBJECT)),
                new PostingId(textOf(item, POSTING)),
                new EmployerId(textOf(item, EMPLOYER)),
                textOf(item, RESUME_VERSION),
                Optional.ofNullable(item.get(RELEASED))
                        .map(fields -> Set.copyOf(fields.ss()))
                        .orElse(Set.of()),
                instantOf(item, SUBMITTED_AT),
                State.of(textOf(item, ApplicationsTable.STATE)).orElseThrow(),
                instantOf(item, SINCE),
                numberOf(item, MOVES),
                optionalText(item, REASON).flatMap(RejectionReason::of),
                Interview.in(item),
                EventAttribute.read(item));
    }
}

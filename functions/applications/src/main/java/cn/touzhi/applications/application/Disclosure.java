package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who got what of somebody with a submission, on which terms, and looked when: the receipt that the law demands (PIPL art.
 * 23), and what "who has my data" is answered from.
 *
 * @param subject whose
 * @param at when it was submitted
 * @param application with which application
 * @param employer to whom
 * @param posting for which posting
 * @param resumeVersion which version
 * @param released what was released beyond what its recipient sees anyway
 * @param shown what of it its recipient sees anyway, as far as it says that
 * @param textVersion version of the text that they were shown, which says what the recipient sees anyway and what for
 * @param looks how often members of the employer were let look
 * @param lookedAt when the last time was
 * @param endedAt since when nobody is let look any more
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / DISCLOSURE#{at}#{application}",
        pathFromSubject = "Query of SEEKER#{subject}")
record Disclosure(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Instant at,

        @NotPersonal("names an application") String application,
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("names a posting") PostingId posting,

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

        @NotPersonal("the same for everybody who was shown that text")
        Set<String> shown,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        int textVersion,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        int looks,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Optional<Instant> lookedAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Optional<Instant> endedAt) {
    static final String LOOKS = "looks";
    static final String LOOKED_AT = "lookedAt";
    static final String ENDED_AT = "endedAt";
    private static final String EMPLOYER = "employer";
    private static final String POSTING = "posting";
    private static final String RESUME_VERSION = "resumeVersion";
    private static final String RELEASED = "released";
    private static final String SHOWN = "shown";
    private static final String TEXT_VERSION = "textVersion";

    /** Takes a copy. */
    Disclosure {
        released = Set.copyOf(released);
        shown = Set.copyOf(shown);
    }

    /** That which comes with a submission. */
    static Disclosure with(Application application, Set<String> shown, int textVersion) {
        return new Disclosure(
                application.subject(),
                application.submittedAt(),
                application.id(),
                application.employer(),
                application.posting(),
                application.resumeVersion(),
                application.released(),
                shown,
                textVersion,
                0,
                Optional.empty(),
                Optional.empty());
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.disclosureKey(subject, at, application));
        item.put(EMPLOYER, text(employer.value()));
        item.put(POSTING, text(posting.value()));
        item.put(RESUME_VERSION, text(resumeVersion));
        if (!released.isEmpty()) {
            item.put(RELEASED, AttributeValue.fromSs(released.stream().sorted().toList()));
        }
        item.put(SHOWN, AttributeValue.fromSs(shown.stream().sorted().toList()));
        item.put(TEXT_VERSION, number(textVersion));
        item.put(LOOKS, number(looks));
        lookedAt.ifPresent(time -> item.put(LOOKED_AT, seconds(time)));
        endedAt.ifPresent(time -> item.put(ENDED_AT, seconds(time)));
        return item;
    }

    /** Reads the item. */
    static Disclosure of(SubjectId subject, Map<String, AttributeValue> item) {
        String sortKey = textOf(item, ApplicationsTable.SK);
        return new Disclosure(
                subject,
                Instant.parse(
                        sortKey.substring(ApplicationsTable.disclosurePrefix().length(), sortKey.lastIndexOf('#'))),
                ApplicationsTable.applicationIn(sortKey),
                new EmployerId(textOf(item, EMPLOYER)),
                new PostingId(textOf(item, POSTING)),
                textOf(item, RESUME_VERSION),
                Optional.ofNullable(item.get(RELEASED))
                        .map(fields -> Set.copyOf(fields.ss()))
                        .orElse(Set.of()),
                Set.copyOf(item.get(SHOWN).ss()),
                numberOf(item, TEXT_VERSION),
                numberOf(item, LOOKS),
                optionalInstant(item, LOOKED_AT),
                optionalInstant(item, ENDED_AT));
    }
}

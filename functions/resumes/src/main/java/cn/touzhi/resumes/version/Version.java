package cn.touzhi.resumes.version;

import static cn.touzhi.kernel.dynamo.Attributes.flagOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.resume.Resume;
import cn.touzhi.resumes.resume.Sealing;
import cn.touzhi.resumes.resume.SensitiveKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a resume was when its owner froze it, to submit it. It doesn't change any more, but that kinds of sensitive data go
 * from it whose consent is withdrawn, and that it ends.
 *
 * @param id names it, sixteen random bytes as text
 * @param subject whose
 * @param resume of which resume
 * @param frozenAt when
 * @param hash SHA-256 of what was stored of it then, in hexadecimal
 * @param completeness of it, in per cent
 * @param hiddenFrom employers that must not have it
 * @param closed whether the submission that it came with is over, so that nobody looks at it any more
 * @param moves how many steps that submission had taken when this was heard: the highest is the truth
 * @param expiresAt when it goes: a day later, unless it was submitted; a month after the submission's end
 * @param content {@link ResumeFields}
 * @param ethnicGroup the kind of sensitive data, if it is disclosed, as are those that follow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Stored(
        table = ResumesTable.NAME,
        key = "VERSION#{id} / VERSION",
        pathFromSubject = "Query of RESUMES#{subject}, whose sort keys hold the versions")
public record Version(
        @NotPersonal("names a version") String id,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @NotPersonal("names a resume") String resume,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Instant frozenAt,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        String hash,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        int completeness,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Set<EmployerId> hiddenFrom,

        @NotPersonal("a state") boolean closed,
        @NotPersonal("a counter") int moves,
        @NotPersonal("when it goes") Optional<Instant> expiresAt,

        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        byte[] content,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> ethnicGroup,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> health,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> politicalStatus,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> maritalStatus,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> body,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> household,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1",
                sealed = true)
        Optional<byte[]> photo) {
    public static final String SUBJECT = "subject";
    public static final String CLOSED = "closed";
    private static final String MOVES = "moves";
    private static final String RESUME = "resume";
    private static final String FROZEN_AT = "frozenAt";
    private static final String HASH = "hash";
    private static final String COMPLETENESS = "completeness";
    private static final String HIDDEN_FROM = "hiddenFrom";

    /** Takes a copy. */
    public Version {
        hiddenFrom = Set.copyOf(hiddenFrom);
    }

    private Version(
            String id,
            SubjectId subject,
            String resume,
            Instant frozenAt,
            String hash,
            int completeness,
            Set<EmployerId> hiddenFrom,
            boolean closed,
            int moves,
            Optional<Instant> expiresAt,
            Sealing.Sealed sealed) {
        this(
                id,
                subject,
                resume,
                frozenAt,
                hash,
                completeness,
                hiddenFrom,
                closed,
                moves,
                expiresAt,
                sealed.content(),
                sealed.of(SensitiveKind.ETHNIC_GROUP),
                sealed.of(SensitiveKind.HEALTH),
                sealed.of(SensitiveKind.POLITICAL_STATUS),
                sealed.of(SensitiveKind.MARITAL_STATUS),
                sealed.of(SensitiveKind.BODY),
                sealed.of(SensitiveKind.HOUSEHOLD),
                sealed.of(SensitiveKind.PHOTO));
    }

    /** A new one, which goes unless it is submitted. */
    static Version frozen(String id, Resume of, Instant now, String hash, int completeness, Sealing.Sealed sealed) {
        return new Version(
                id,
                of.subject(),
                of.id(),
                now,
                hash,
                completeness,
                of.hiddenFrom(),
                false,
                0,
                Optional.of(now.plus(Keeping.NOTICE.limit().orElseThrow())),
                sealed);
    }

    /** What it says, as it is stored. */
    Sealing.Sealed sealed() {
        Map<SensitiveKind, byte[]> kinds = new EnumMap<>(SensitiveKind.class);
        ethnicGroup.ifPresent(value -> kinds.put(SensitiveKind.ETHNIC_GROUP, value));
        health.ifPresent(value -> kinds.put(SensitiveKind.HEALTH, value));
        politicalStatus.ifPresent(value -> kinds.put(SensitiveKind.POLITICAL_STATUS, value));
        maritalStatus.ifPresent(value -> kinds.put(SensitiveKind.MARITAL_STATUS, value));
        body.ifPresent(value -> kinds.put(SensitiveKind.BODY, value));
        household.ifPresent(value -> kinds.put(SensitiveKind.HOUSEHOLD, value));
        photo.ifPresent(value -> kinds.put(SensitiveKind.PHOTO, value));
        return new Sealing.Sealed(content, kinds);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.versionKey(id));
        item.put(SUBJECT, text(subject.value()));
        item.put(RESUME, text(resume));
        item.put(FROZEN_AT, seconds(frozenAt));
        item.put(HASH, text(hash));
        item.put(COMPLETENESS, number(completeness));
        if (!hiddenFrom.isEmpty()) {
            item.put(
                    HIDDEN_FROM,
                    AttributeValue.fromSs(
                            hiddenFrom.stream().map(EmployerId::value).sorted().toList()));
        }
        if (closed) {
            item.put(CLOSED, AttributeValue.fromBool(true));
        }
        item.put(MOVES, number(moves));
        expiresAt.ifPresent(end -> item.put(ResumesTable.EXPIRES_AT, seconds(end)));
        sealed().putInto(item);
        return item;
    }

    /** Reads the item. */
    static Version of(String id, Map<String, AttributeValue> item) {
        return new Version(
                id,
                new SubjectId(textOf(item, SUBJECT)),
                textOf(item, RESUME),
                instantOf(item, FROZEN_AT),
                textOf(item, HASH),
                numberOf(item, COMPLETENESS),
                Optional.ofNullable(item.get(HIDDEN_FROM)).stream()
                        .flatMap(hidden -> hidden.ss().stream())
                        .map(EmployerId::new)
                        .collect(Collectors.toSet()),
                flagOf(item, CLOSED),
                numberOf(item, MOVES),
                optionalInstant(item, ResumesTable.EXPIRES_AT),
                Sealing.Sealed.of(item));
    }
}

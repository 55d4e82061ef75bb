package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
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
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A resume as it is stored.
 *
 * @param subject whose
 * @param id names it, sixteen random bytes as text
 * @param version how many times it has changed, from 1
 * @param createdAt when it was begun
 * @param changedAt when it last changed
 * @param visibility whom it is for
 * @param hiddenFrom employers that must not have it
 * @param card what those who search see of it, in JSON; only of a public one, as are the two that follow
 * @param lists in which it is found
 * @param publishedAt since when it is public
 * @param content {@link ResumeFields}
 * @param ethnicGroup the kind of sensitive data, if it is disclosed, as are those that follow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Stored(
        table = ResumesTable.NAME,
        key = "RESUMES#{subject} / RESUME#{id}",
        pathFromSubject = "Query of RESUMES#{subject}")
public record Resume(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        SubjectId subject,

        @NotPersonal("names a resume") String id,
        @NotPersonal("a counter") int version,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Instant createdAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Instant changedAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Visibility visibility,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Set<EmployerId> hiddenFrom,

        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        Optional<String> card,

        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        Set<String> lists,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        Optional<Instant> publishedAt,

        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        byte[] content,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> ethnicGroup,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> health,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> politicalStatus,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> maritalStatus,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> body,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> household,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> photo) {
    public static final String CONTENT = "content";
    private static final String CREATED_AT = "createdAt";
    private static final String CHANGED_AT = "changedAt";
    private static final String VISIBILITY = "visibility";
    private static final String HIDDEN_FROM = "hiddenFrom";
    private static final String CARD = "card";
    private static final String LISTS = "lists";
    private static final String PUBLISHED_AT = "publishedAt";

    /** Takes a copy. */
    public Resume {
        hiddenFrom = Set.copyOf(hiddenFrom);
        lists = Set.copyOf(lists);
    }

    /** A new one. */
    static Resume begun(SubjectId subject, String id, Sealing.Sealed sealed, Instant now) {
        return new Resume(
                subject,
                id,
                1,
                now,
                now,
                Visibility.CONFIDENTIAL,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                sealed);
    }

    private Resume(
            SubjectId subject,
            String id,
            int version,
            Instant createdAt,
            Instant changedAt,
            Visibility visibility,
            Set<EmployerId> hiddenFrom,
            Optional<PublicCard> card,
            Optional<Instant> publishedAt,
            Sealing.Sealed sealed) {
        this(
                subject,
                id,
                version,
                createdAt,
                changedAt,
                visibility,
                hiddenFrom,
                card.map(PublicCard::json),
                card.map(PublicCard::lists).orElse(Set.of()),
                publishedAt,
                sealed.content(),
                sealed.of(SensitiveKind.ETHNIC_GROUP),
                sealed.of(SensitiveKind.HEALTH),
                sealed.of(SensitiveKind.POLITICAL_STATUS),
                sealed.of(SensitiveKind.MARITAL_STATUS),
                sealed.of(SensitiveKind.BODY),
                sealed.of(SensitiveKind.HOUSEHOLD),
                sealed.of(SensitiveKind.PHOTO));
    }

    /** After one more change of what it says, and of what those who search see of that. */
    Resume saying(Sealing.Sealed next, Optional<PublicCard> shown, Instant now) {
        return new Resume(subject, id, version + 1, createdAt, now, visibility, hiddenFrom, shown, publishedAt, next);
    }

    /** After one more change of whom it is for. */
    Resume visibleTo(Visibility next, Set<EmployerId> hidden, Optional<PublicCard> shown, Instant now) {
        return new Resume(
                subject,
                id,
                version + 1,
                createdAt,
                now,
                next,
                hidden,
                shown,
                shown.map(card -> publishedAt.orElse(now)),
                sealed());
    }

    /** What it says, as it is stored. */
    public Sealing.Sealed sealed() {
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
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.resumeKey(subject, id));
        item.put(ResumesTable.VERSION, number(version));
        item.put(CREATED_AT, seconds(createdAt));
        item.put(CHANGED_AT, seconds(changedAt));
        item.put(VISIBILITY, text(visibility.text()));
        if (!hiddenFrom.isEmpty()) {
            // DynamoDB has no empty sets
            item.put(
                    HIDDEN_FROM,
                    AttributeValue.fromSs(
                            hiddenFrom.stream().map(EmployerId::value).sorted().toList()));
        }
        card.ifPresent(shown -> item.put(CARD, text(shown)));
        if (!lists.isEmpty()) {
            item.put(LISTS, AttributeValue.fromSs(lists.stream().sorted().toList()));
        }
        publishedAt.ifPresent(at -> item.put(PUBLISHED_AT, seconds(at)));
        sealed().putInto(item);
        return item;
    }

    /** Reads the item. */
    public static Resume of(SubjectId subject, Map<String, AttributeValue> item) {
        Sealing.Sealed sealed = Sealing.Sealed.of(item);
        return new Resume(
                subject,
                textOf(item, ResumesTable.SK)
                        .substring(ResumesTable.resumePrefix().length()),
                numberOf(item, ResumesTable.VERSION),
                instantOf(item, CREATED_AT),
                instantOf(item, CHANGED_AT),
                Visibility.of(textOf(item, VISIBILITY)),
                setIn(item, HIDDEN_FROM).stream().map(EmployerId::new).collect(Collectors.toSet()),
                optionalText(item, CARD),
                setIn(item, LISTS),
                optionalInstant(item, PUBLISHED_AT),
                sealed.content(),
                sealed.of(SensitiveKind.ETHNIC_GROUP),
                sealed.of(SensitiveKind.HEALTH),
                sealed.of(SensitiveKind.POLITICAL_STATUS),
                sealed.of(SensitiveKind.MARITAL_STATUS),
                sealed.of(SensitiveKind.BODY),
                sealed.of(SensitiveKind.HOUSEHOLD),
                sealed.of(SensitiveKind.PHOTO));
    }

    private static Set<String> setIn(Map<String, AttributeValue> item, String attribute) {
        return Optional.ofNullable(item.get(attribute))
                .map(values -> Set.copyOf(values.ss()))
                .orElse(Set.of());
    }
}

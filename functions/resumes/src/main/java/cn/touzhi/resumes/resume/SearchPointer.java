package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.resumes.ResumesTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A way to a public resume, among others of the same category and city or with the same keyword, the latest last. The resume
 * itself tells whether that still holds.
 *
 * @param list which
 * @param resume which
 * @param publishedAt since when it is public
 * @param subject whose it is
 */
@Stored(
        table = ResumesTable.NAME,
        key = "FIND#{list} / {publishedAt}#{resume}",
        pathFromSubject = "GetItem in the lists that the resume under RESUMES#{subject} names")
public record SearchPointer(
        @PersonalData(
                category = Category.CAREER,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        String list,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        String resume,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        Instant publishedAt,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.2")
        SubjectId subject) {
    private static final String SUBJECT = "subject";

    /** All ways to {@code resume}; none where it isn't public. */
    public static List<SearchPointer> to(Resume resume) {
        return resume.lists().stream()
                .map(list -> new SearchPointer(
                        list, resume.id(), resume.publishedAt().orElseThrow(), resume.subject()))
                .toList();
    }

    /** Where it lies; ten digits are enough until the year 2286. */
    public Map<String, AttributeValue> key() {
        return ResumesTable.key(
                ResumesTable.listPartition(list), "%010d#%s".formatted(publishedAt.getEpochSecond(), resume));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(key());
        item.put(SUBJECT, text(subject.value()));
        return item;
    }

    /** Reads the item. */
    public static SearchPointer of(Map<String, AttributeValue> item) {
        String[] sortKey = textOf(item, ResumesTable.SK).split("#", 2);
        return new SearchPointer(
                textOf(item, ResumesTable.PK)
                        .substring(ResumesTable.listPartition("").length()),
                sortKey[1],
                Instant.ofEpochSecond(Long.parseLong(sortKey[0])),
                new SubjectId(textOf(item, SUBJECT)));
    }
}

package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.resumes.ResumesTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How many resumes somebody has.
 *
 * @param subject who
 * @param resumes how many
 * @param defaultResume the one that is meant where none is named; empty where there is none
 * @param version how many times this has changed
 */
@Stored(table = ResumesTable.NAME, key = "RESUMES#{subject} / HOLDINGS", pathFromSubject = "Query of RESUMES#{subject}")
public record Holdings(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        int resumes,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.2")
        Optional<String> defaultResume,

        @NotPersonal("a counter") int version) {
    /** As many as somebody has uses for. */
    static final int MOST = 5;

    private static final String RESUMES = "resumes";
    private static final String DEFAULT_RESUME = "defaultResume";

    /** Of somebody who has had none. */
    static Holdings none(SubjectId subject) {
        return new Holdings(subject, 0, Optional.empty(), 0);
    }

    boolean full() {
        return resumes >= MOST;
    }

    /** With one more. */
    Holdings with(String resume) {
        return new Holdings(subject, resumes + 1, Optional.of(defaultResume.orElse(resume)), version + 1);
    }

    /** Without one, whose place as the default another may take. */
    Holdings without(String resume, Optional<String> another) {
        Optional<String> then =
                defaultResume.filter(known -> !known.equals(resume)).or(() -> another);
        return new Holdings(subject, resumes - 1, then, version + 1);
    }

    /** With another default. */
    Holdings preferring(String resume) {
        return new Holdings(subject, resumes, Optional.of(resume), version + 1);
    }

    /** With another attachment, of which they are no count: whoever adds two at once adds them one after the other. */
    public Holdings attaching() {
        return new Holdings(subject, resumes, defaultResume, version + 1);
    }

    /** Puts it in the place of the one before. */
    public TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.holdingsKey(subject));
        item.put(RESUMES, number(resumes));
        defaultResume.ifPresent(resume -> item.put(DEFAULT_RESUME, text(resume)));
        item.put(ResumesTable.VERSION, number(version));
        return version == 1
                ? Change.when(table, "attribute_not_exists(#pk)").put(item)
                : Change.when(table, "#version = :before")
                        .with(":before", number(version - 1L))
                        .put(item);
    }

    /** What an item says, or that there is none. */
    public static Holdings of(SubjectId subject, Optional<Map<String, AttributeValue>> item) {
        return item.map(found -> new Holdings(
                        subject,
                        numberOf(found, RESUMES),
                        optionalText(found, DEFAULT_RESUME),
                        numberOf(found, ResumesTable.VERSION)))
                .orElseGet(() -> none(subject));
    }
}

package cn.touzhi.resumes.version;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.resumes.ResumesTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from somebody to a {@link Version} of theirs.
 *
 * @param subject whose
 * @param version which
 * @param expiresAt when it goes: a week after the version, so that none is ever left without the way to it
 */
@Stored(
        table = ResumesTable.NAME,
        key = "RESUMES#{subject} / VERSION#{version}",
        pathFromSubject = "Query of RESUMES#{subject}")
public record OwnVersion(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @NotPersonal("names a version") String version,
        @NotPersonal("when it goes") Optional<Instant> expiresAt) {
    /** Longer than what has expired lies about (DynamoDB developer guide, "Time to Live": a few days). */
    public static final Duration LONGER = Duration.ofDays(7);

    static OwnVersion of(Version version) {
        return new OwnVersion(
                version.subject(), version.id(), version.expiresAt().map(end -> end.plus(LONGER)));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.ownVersionKey(subject, version));
        expiresAt.ifPresent(end -> item.put(ResumesTable.EXPIRES_AT, seconds(end)));
        return item;
    }
}

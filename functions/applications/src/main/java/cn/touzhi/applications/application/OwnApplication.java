package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from somebody to an {@link Application} of theirs; they sort by time.
 *
 * @param subject whose
 * @param submittedAt when it was submitted
 * @param application which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / AT#{submittedAt}#{application}",
        pathFromSubject = "Query of SEEKER#{subject}")
record OwnApplication(
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
        Instant submittedAt,

        @NotPersonal("names an application") String application) {
    Map<String, AttributeValue> toItem() {
        return ApplicationsTable.ownKey(subject, submittedAt, application);
    }
}

package cn.touzhi.jobs.member;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from somebody to what they are a {@link Member} of.
 *
 * @param subject who
 * @param employer for whom they act
 */
@Stored(
        table = JobsTable.NAME,
        key = "MEMBER#{subject} / EMPLOYER#{employer}",
        pathFromSubject = "Query of MEMBER#{subject}")
record Membership(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        SubjectId subject,

        @NotPersonal("names an organisation") EmployerId employer) {
    Map<String, AttributeValue> toItem() {
        return JobsTable.membershipKey(subject, employer);
    }
}

package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That somebody acts for an employer.
 *
 * @param employer for whom
 * @param subject who
 * @param role as what
 * @param since when
 * @param invitation digest of the token that they came by; whoever registered the employer came by none
 */
@Stored(
        table = JobsTable.NAME,
        key = "EMPLOYER#{employer} / MEMBER#{subject}",
        pathFromSubject = "Query of MEMBER#{subject}, whose sort keys hold the employers")
public record Member(
        @NotPersonal("names an organisation") EmployerId employer,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Role role,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Instant since,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<String> invitation) {
    static final String INVITATION = "invitation";

    /** Whoever registered {@code employer}. */
    public static Member founder(EmployerId employer, SubjectId subject, Instant now) {
        return new Member(employer, subject, Role.OWNER, now, Optional.empty());
    }

    /** In another role. */
    Member as(Role other) {
        return new Member(employer, subject, other, since, invitation);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.memberKey(employer, subject));
        item.put(JobsTable.ROLE, text(role.text()));
        item.put(JobsTable.SINCE, seconds(since));
        invitation.ifPresent(digest -> item.put(INVITATION, text(digest)));
        return item;
    }

    /** Reads the item, key included. */
    public static Member of(EmployerId employer, Map<String, AttributeValue> item) {
        String subject =
                textOf(item, JobsTable.SK).substring(JobsTable.memberPrefix().length());
        return new Member(
                employer,
                new SubjectId(subject),
                Role.of(textOf(item, JobsTable.ROLE)).orElseThrow(),
                instantOf(item, JobsTable.SINCE),
                optionalText(item, INVITATION));
    }
}

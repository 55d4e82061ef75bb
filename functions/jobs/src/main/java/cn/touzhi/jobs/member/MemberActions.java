package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Fence;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What the transactions that make, change and end memberships consist of. */
public final class MemberActions {
    private MemberActions() {}

    /** Puts both sides of a membership, unless whom it concerns is being erased. */
    public static List<TransactWriteItem> add(String table, Member member) {
        Change absent = Change.when(table, "attribute_not_exists(#pk)");
        return List.of(
                Fence.checkAbsent(table, member.subject()),
                absent.put(member.toItem()),
                absent.put(new Membership(member.subject(), member.employer()).toItem()));
    }

    /** Deletes both sides of a membership as it was seen. */
    public static List<TransactWriteItem> remove(String table, Member member) {
        return List.of(
                as(table, member).delete(JobsTable.memberKey(member.employer(), member.subject())),
                Change.deleteAnyway(table, JobsTable.membershipKey(member.subject(), member.employer())));
    }

    /** Only sees to it that the membership is as it was seen. */
    static TransactWriteItem still(String table, Member member) {
        return as(table, member).check(JobsTable.memberKey(member.employer(), member.subject()));
    }

    static Change as(String table, Member member) {
        return Change.when(table, "#role = :role")
                .with(":role", text(member.role().text()));
    }

    /** Counts the members of {@code employer} anew, and that they have changed, if they are those that were seen. */
    public static TransactWriteItem count(String table, Employer employer, int owners, int members) {
        // whoever owned it may hold invitations that they made: none of them counts from then on
        int ownership = owners < employer.owners() ? employer.ownership() + 1 : employer.ownership();
        return Change.when(table, "#memberships = :memberships")
                .with(":memberships", number(employer.memberships()))
                .with(":changed", number(employer.memberships() + 1))
                .with(":ownersThen", number(owners))
                .with(":membersThen", number(members))
                .with(":ownershipThen", number(ownership))
                .update(
                        JobsTable.employerKey(employer.id()),
                        "SET #owners = :ownersThen, #members = :membersThen, #ownership = :ownershipThen,"
                                + " #memberships = :changed");
    }
}

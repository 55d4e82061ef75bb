package cn.touzhi.jobs.member;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Attempts;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The members of employers, as they see and change one another. */
final class Members {
    /** As many as one answer may list; whoever has more needs pages first. */
    static final int MOST = 50;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Access access;
    private final Transactions transactions;
    private final MembershipEvents events;

    Members(DynamoDbClient dynamo, String table, Access access, Transactions transactions, MembershipEvents events) {
        this.dynamo = dynamo;
        this.table = table;
        this.access = access;
        this.transactions = transactions;
        this.events = events;
    }

    /** All of them. */
    Outcome<List<Member>> of(Principal principal, EmployerId employer) {
        return access.ofMember(principal, employer).as(inside -> Outcome.done(read(employer)));
    }

    private List<Member> read(EmployerId employer) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :members)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(JobsTable.employerPartition(employer)),
                                ":members", text(JobsTable.memberPrefix())))
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> Member.of(employer, item))
                .toList();
    }

    /** Gives {@code target} another role; once more changes nothing. */
    Outcome<Role> change(Principal principal, EmployerId employer, SubjectId target, Role role) {
        return Attempts.until(() -> accessTo(principal, employer, target).attempt(inside -> {
            Optional<Member> member = found(inside, target);
            if (!inside.member().role().mayManage()) {
                return Optional.of(Outcome.refused(new EmployerRefusal.RoleTooLow()));
            }
            if (member.isEmpty()) {
                return Optional.of(Outcome.refused(new Refusal.NothingThere()));
            }
            return member.get().role() == role ? Optional.of(Outcome.done(role)) : change(inside, member.get(), role);
        }));
    }

    private Optional<Outcome<Role>> change(Accessed.Inside inside, Member member, Role role) {
        Employer employer = inside.employer();
        int owners = employer.owners() - member.role().owners() + role.owners();
        if (owners == 0) {
            return Optional.of(Outcome.refused(new JobsRefusal.LastOwner()));
        }
        List<TransactWriteItem> actions = new ArrayList<>(unlessSelf(inside, member));
        actions.add(Fence.checkAbsent(table, member.subject()));
        actions.add(MemberActions.as(table, member)
                .with(":roleThen", text(role.text()))
                .update(JobsTable.memberKey(employer.id(), member.subject()), "SET #role = :roleThen"));
        actions.add(MemberActions.count(table, employer, owners, employer.members()));
        actions.add(events.acts(member.as(role), employer.memberships() + 1));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(role)) : Optional.empty();
    }

    /** Ends the membership of {@code target}, of which an owner decides, or they themselves; now or before. */
    Outcome<SubjectId> remove(Principal principal, EmployerId employer, SubjectId target) {
        return Attempts.until(() -> accessTo(principal, employer, target).attempt(inside -> {
            Optional<Member> member = found(inside, target);
            boolean self = inside.member().subject().equals(target);
            if (!self && !inside.member().role().mayManage()) {
                return Optional.of(Outcome.refused(new EmployerRefusal.RoleTooLow()));
            }
            return member.isEmpty() ? Optional.of(Outcome.done(target)) : remove(inside, member.get());
        }));
    }

    private Optional<Outcome<SubjectId>> remove(Accessed.Inside inside, Member member) {
        Employer employer = inside.employer();
        int owners = employer.owners() - member.role().owners();
        if (owners == 0 && member.role() == Role.OWNER) {
            return Optional.of(Outcome.refused(new JobsRefusal.LastOwner()));
        }
        List<TransactWriteItem> actions = new ArrayList<>(unlessSelf(inside, member));
        actions.addAll(MemberActions.remove(table, member));
        actions.add(MemberActions.count(table, employer, owners, employer.members() - 1));
        actions.add(events.ceased(member, employer.memberships() + 1));
        return transactions.writeAll(actions) ? Optional.of(Outcome.done(member.subject())) : Optional.empty();
    }

    /** A transaction may touch an item once: of whoever changes themselves, the change itself sees to it. */
    private List<TransactWriteItem> unlessSelf(Accessed.Inside inside, Member member) {
        return inside.member().subject().equals(member.subject()) ? List.of() : List.of(access.still(inside.member()));
    }

    private Accessed accessTo(Principal principal, EmployerId employer, SubjectId target) {
        List<Map<String, AttributeValue>> also =
                principal.subject().equals(target) ? List.of() : List.of(JobsTable.memberKey(employer, target));
        return access.ofMember(principal, employer, Role::mayLook, also);
    }

    private static Optional<Member> found(Accessed.Inside inside, SubjectId target) {
        return inside.member().subject().equals(target)
                ? inside.asMember()
                : inside.also()
                        .getFirst()
                        .map(item -> Member.of(inside.employer().id(), item));
    }
}

package cn.touzhi.jobs.member;

import cn.touzhi.jobs.JobsRefusal;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.EmployerRefusal;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Who gets at what an employer has: its members, each as far as their role goes, and staff where a route says so. For
 * everybody else there is no such employer. Each time it is two reads side by side, with what else is needed.
 */
public final class Access {
    private static final String STAFF = "staff";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;

    /** @param table the room's */
    public Access(DynamoDbClient dynamo, String table, Standings standings) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
    }

    /** Whether the token is one of staff. */
    public static boolean isStaff(Principal principal) {
        return principal.scope().contains(STAFF);
    }

    /** As a member, whatever their role. */
    public Accessed ofMember(Principal principal, EmployerId employer) {
        return ofMember(principal, employer, Role::mayLook);
    }

    /** As a member who may. */
    public Accessed ofMember(Principal principal, EmployerId employer, Predicate<Role> may) {
        return ofMember(principal, employer, may, List.of());
    }

    /**
     * As a member who may.
     *
     * @param also keys of what is needed besides
     */
    public Accessed ofMember(
            Principal principal, EmployerId employer, Predicate<Role> may, List<Map<String, AttributeValue>> also) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(JobsTable.employerKey(employer));
        keys.add(JobsTable.memberKey(employer, principal.subject()));
        keys.addAll(also);
        Seen seen = look(principal, keys);
        if (!seen.standing().admits(principal)) {
            return new Accessed.Outside(new Refusal.SessionOver());
        }
        if (seen.items().get(0).isEmpty() || seen.items().get(1).isEmpty()) {
            return new Accessed.Outside(new Refusal.NothingThere());
        }
        Member member = Member.of(employer, seen.items().get(1).get());
        return may.test(member.role())
                ? new Accessed.Inside(
                        Employer.of(employer, seen.items().get(0).get()),
                        Optional.of(member),
                        seen.items().subList(2, keys.size()))
                : new Accessed.Outside(new EmployerRefusal.RoleTooLow());
    }

    /** As staff. */
    public Accessed ofStaff(Principal principal, EmployerId employer) {
        return ofStaff(principal, employer, List.of());
    }

    /** As staff; see {@link #ofMember}. */
    public Accessed ofStaff(Principal principal, EmployerId employer, List<Map<String, AttributeValue>> also) {
        if (!isStaff(principal)) {
            return new Accessed.Outside(new JobsRefusal.StaffOnly());
        }
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        keys.add(JobsTable.employerKey(employer));
        keys.addAll(also);
        Seen seen = look(principal, keys);
        if (!seen.standing().admits(principal)) {
            return new Accessed.Outside(new Refusal.SessionOver());
        }
        return seen.items()
                .getFirst()
                .<Accessed>map(item -> new Accessed.Inside(
                        Employer.of(employer, item),
                        Optional.empty(),
                        seen.items().subList(1, keys.size())))
                .orElseGet(() -> new Accessed.Outside(new Refusal.NothingThere()));
    }

    /** Lets a transaction fail where {@code member} isn't any more what they were when they were let in. */
    public TransactWriteItem still(Member member) {
        return MemberActions.still(table, member);
    }

    private Seen look(Principal principal, List<Map<String, AttributeValue>> keys) {
        return SideBySide.of(
                () -> standings.of(principal.subject()), () -> BatchReads.read(dynamo, table, keys), Seen::new);
    }

    private record Seen(Standing standing, List<Optional<Map<String, AttributeValue>>> items) {}
}

package cn.touzhi.jobs.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.Employer;
import cn.touzhi.jobs.employer.EmployerMoves;
import cn.touzhi.jobs.member.Member;
import cn.touzhi.jobs.member.MemberActions;
import cn.touzhi.jobs.member.Role;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.erasure.Findings;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.erasure.SubjectData;
import cn.touzhi.kernel.idempotency.IdempotencyRecords;
import cn.touzhi.kernel.standing.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * All that this room holds of someone: for whom they act, what they asked for, and which of their sessions ended. What
 * they wrote for an employer is the employer's and doesn't name them. An employer whose last owner goes is suspended.
 */
final class MemberData implements SubjectData {
    /** Three actions each: both sides of the membership, and the employer's count. */
    private static final int MEMBERSHIPS = Page.MOST_ACTIONS / 3;

    private static final String MEMBERSHIP = "Membership";
    private static final String MEMBER = "Member";

    private final DynamoDbClient dynamo;
    private final String table;
    private final EmployerMoves moves;
    private final Partitions rest;

    MemberData(DynamoDbClient dynamo, String table, EmployerMoves moves) {
        this.dynamo = dynamo;
        this.table = table;
        this.moves = moves;
        this.rest = new Partitions(dynamo, table, partitions());
    }

    /** What needs no more than to be deleted, by names of the inventory. */
    static List<Partitions.Partition> partitions() {
        return List.of(
                new Partitions.Partition(
                        JobsTable.memberPrefix(),
                        Map.of(
                                JobsTable.membershipPrefix(),
                                MEMBERSHIP,
                                JobsTable.membershipEventPrefix(),
                                "MembershipEvent")),
                IdempotencyRecords.partition(),
                Standings.partition());
    }

    /** What lies on the employers' side, by names of the inventory. */
    static List<String> besides() {
        return List.of(MEMBER);
    }

    /** Every write of this room for someone checks the fence. */
    @Override
    public Optional<Page> close(SubjectId subject) {
        return Optional.of(Page.NOTHING);
    }

    @Override
    public Page next(SubjectId subject) {
        List<EmployerId> employers = employersOf(subject);
        return employers.isEmpty() ? rest.next(subject) : memberships(subject, employers);
    }

    private Page memberships(SubjectId subject, List<EmployerId> employers) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        employers.forEach(employer -> keys.add(JobsTable.employerKey(employer)));
        employers.forEach(employer -> keys.add(JobsTable.memberKey(employer, subject)));
        var items = BatchReads.read(dynamo, table, keys);
        List<TransactWriteItem> actions = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < employers.size(); i++) {
            EmployerId id = employers.get(i);
            Employer employer = Employer.of(id, items.get(i).orElseThrow());
            Optional<Member> member = items.get(employers.size() + i).map(item -> Member.of(id, item));
            kinds.add(MEMBERSHIP);
            if (member.isPresent()) {
                kinds.add(MEMBER);
                actions.addAll(MemberActions.remove(table, member.get()));
                actions.add(without(employer, member.get()));
            } else {
                // ended since the way to it was read
                actions.add(Change.deleteAnyway(table, JobsTable.membershipKey(subject, id)));
            }
        }
        return new Page(actions, Findings.erased(kinds));
    }

    private TransactWriteItem without(Employer employer, Member member) {
        int owners = employer.owners() - member.role().owners();
        int members = employer.members() - 1;
        return member.role() == Role.OWNER && owners == 0
                ? moves.abandon(employer, members)
                : MemberActions.count(table, employer, owners, members);
    }

    private List<EmployerId> employersOf(SubjectId subject) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :employers)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(JobsTable.memberPrefix() + subject.value()),
                                ":employers", text(JobsTable.membershipPrefix())))
                        .limit(MEMBERSHIPS)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> textOf(item, JobsTable.SK)
                        .substring(JobsTable.membershipPrefix().length()))
                .map(EmployerId::new)
                .toList();
    }
}

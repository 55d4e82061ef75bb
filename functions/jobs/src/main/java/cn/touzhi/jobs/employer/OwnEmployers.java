package cn.touzhi.jobs.employer;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.member.Member;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.SideBySide;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import cn.touzhi.kernel.standing.Standing;
import cn.touzhi.kernel.standing.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The employers that somebody acts for, as they find them again. */
final class OwnEmployers {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Standings standings;
    private final Cursors cursors;

    OwnEmployers(DynamoDbClient dynamo, String table, Standings standings, Cursors cursors) {
        this.dynamo = dynamo;
        this.table = table;
        this.standings = standings;
        this.cursors = cursors;
    }

    /** A page of them, in no order that means anything. */
    Outcome<Page<OwnEmployer>> list(Principal principal, Optional<String> cursor) {
        SubjectId subject = principal.subject();
        Optional<String> after = cursor.flatMap(given -> cursors.read(given, subject.value()));
        if (cursor.isPresent() && after.isEmpty()) {
            return Outcome.refused(new Refusal.ForeignCursor());
        }
        Seen seen = SideBySide.of(() -> standings.of(subject), () -> memberships(subject, after), Seen::new);
        return seen.standing().admits(principal)
                ? Outcome.done(page(subject, seen.memberships()))
                : Outcome.refused(new Refusal.SessionOver());
    }

    private Page<OwnEmployer> page(SubjectId subject, List<String> found) {
        List<String> page = found.subList(0, Math.min(found.size(), Page.SIZE));
        List<EmployerId> ids = page.stream()
                .map(sortKey -> new EmployerId(
                        sortKey.substring(JobsTable.membershipPrefix().length())))
                .toList();
        return new Page<>(
                ids.isEmpty() ? List.of() : read(subject, ids),
                found.size() > Page.SIZE
                        ? Optional.of(cursors.after(page.getLast(), subject.value()))
                        : Optional.empty());
    }

    private List<OwnEmployer> read(SubjectId subject, List<EmployerId> ids) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        ids.forEach(id -> keys.add(JobsTable.employerKey(id)));
        ids.forEach(id -> keys.add(JobsTable.memberKey(id, subject)));
        var items = BatchReads.read(dynamo, table, keys);
        List<OwnEmployer> own = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            EmployerId id = ids.get(i);
            Employer employer = Employer.of(id, items.get(i).orElseThrow());
            // a membership that ended since the way to it was read is left out
            items.get(ids.size() + i)
                    .map(item -> Member.of(id, item))
                    .ifPresent(member -> own.add(new OwnEmployer(employer, member)));
        }
        return own;
    }

    private List<String> memberships(SubjectId subject, Optional<String> after) {
        String prefix = JobsTable.membershipPrefix();
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(JobsTable.memberPrefix() + subject.value()),
                                // what comes right after the last one: no id goes on with a space
                                ":from",
                                        text(after.map(sortKey -> sortKey + " ").orElse(prefix)),
                                ":to", text(prefix + "~")))
                        .limit(Page.SIZE + 1)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> textOf(item, JobsTable.SK))
                .toList();
    }

    /**
     * One of them.
     *
     * @param employer as it is
     * @param member as what they act for it
     */
    record OwnEmployer(Employer employer, Member member) {}

    private record Seen(Standing standing, List<String> memberships) {}
}

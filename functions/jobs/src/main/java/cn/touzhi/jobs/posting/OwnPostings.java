package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.member.Access;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Outcome;
import cn.touzhi.kernel.http.Page;
import cn.touzhi.kernel.http.Principal;
import cn.touzhi.kernel.http.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All postings of an employer, as its members find them again. */
final class OwnPostings {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Access access;
    private final Cursors cursors;
    private final Clock clock;

    OwnPostings(DynamoDbClient dynamo, String table, Access access, Cursors cursors, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.access = access;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of them, in no order that means anything. */
    Outcome<Page<Posting>> list(Principal principal, EmployerId employer, Optional<String> cursor) {
        return access.ofMember(principal, employer).as(inside -> {
            // of one member only
            String query = employer.value() + principal.subject().value();
            Optional<String> after = cursor.flatMap(given -> cursors.read(given, query));
            return cursor.isPresent() && after.isEmpty()
                    ? Outcome.refused(new Refusal.ForeignCursor())
                    : Outcome.done(read(employer, query, after));
        });
    }

    private Page<Posting> read(EmployerId employer, String query, Optional<String> after) {
        List<String> found = sortKeys(employer, after);
        List<String> page = found.subList(0, Math.min(found.size(), Page.SIZE));
        List<PostingId> ids = page.stream()
                .map(sortKey -> new PostingId(
                        sortKey.substring(JobsTable.ownPostingPrefix().length())))
                .toList();
        List<Posting> postings = new ArrayList<>();
        List<Optional<Map<String, AttributeValue>>> items = ids.isEmpty()
                ? List.of()
                : BatchReads.read(
                        dynamo, table, ids.stream().map(JobsTable::postingKey).toList());
        for (int i = 0; i < items.size(); i++) {
            postings.add(Posting.of(ids.get(i), items.get(i).orElseThrow()).at(clock.instant()));
        }
        return new Page<>(
                postings,
                found.size() > Page.SIZE ? Optional.of(cursors.after(page.getLast(), query)) : Optional.empty());
    }

    private List<String> sortKeys(EmployerId employer, Optional<String> after) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(JobsTable.employerPartition(employer)),
                                // what comes right after the last one: no id goes on with a space
                                ":from",
                                        text(after.map(sortKey -> sortKey + " ").orElse(JobsTable.ownPostingPrefix())),
                                ":to", text(JobsTable.ownPostingPrefix() + "~")))
                        .limit(Page.SIZE + 1)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> textOf(item, JobsTable.SK))
                .toList();
    }
}

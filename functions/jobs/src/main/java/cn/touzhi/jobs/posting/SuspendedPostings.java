package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.employer.EmployerState;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Closes what an employer has open or paused once it is suspended, a page at a time. None is opened meanwhile: that
 * takes a verified employer. One that staff verify again before its turn keeps what is left.
 */
public final class SuspendedPostings {
    private static final int PAGE = 10;

    private final DynamoDbClient dynamo;
    private final String table;
    private final PostingWrites writes;

    /** @param table the room's */
    public SuspendedPostings(
            DynamoDbClient dynamo, String table, Transactions transactions, Clock clock, SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.writes = new PostingWrites(table, transactions, new PostingEvents(clock, random));
    }

    /**
     * Closes them.
     *
     * @param goOn whether there is time for one more
     * @return whether nothing is left to close
     */
    public boolean close(EmployerId employer, BooleanSupplier goOn) {
        List<PostingId> page = page(employer);
        while (!page.isEmpty() && isSuspended(employer)) {
            for (PostingId posting : page) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                close(employer, posting);
            }
            page = page(employer);
        }
        return true;
    }

    private void close(EmployerId employer, PostingId id) {
        Map<String, AttributeValue> item = read(JobsTable.postingKey(id));
        Posting posting = Posting.of(id, item);
        TransactWriteItem stillSuspended = Change.when(table, "#state = :suspended")
                .with(":suspended", text(EmployerState.SUSPENDED.text()))
                .check(JobsTable.employerKey(employer));
        // refused: a member changed it just now, or staff verified the employer; the next page tells
        writes.change(posting, posting.in(PostingState.CLOSED), List.of(stillSuspended));
    }

    private boolean isSuspended(EmployerId employer) {
        return EmployerState.of(textOf(read(JobsTable.employerKey(employer)), JobsTable.STATE))
                .equals(Optional.of(EmployerState.SUSPENDED));
    }

    private Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return BatchReads.read(dynamo, table, List.of(key)).getFirst().orElseThrow();
    }

    private List<PostingId> page(EmployerId employer) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :live)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(JobsTable.employerPartition(employer)),
                                ":live", text(JobsTable.livePostingPrefix())))
                        .limit(PAGE)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> textOf(item, JobsTable.SK)
                        .substring(JobsTable.livePostingPrefix().length()))
                .map(PostingId::new)
                .toList();
    }
}

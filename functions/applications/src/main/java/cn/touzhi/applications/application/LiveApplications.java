package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.erasure.Fence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Ends the applications to a posting that is over. A submission that came before this room heard of the end lies among
 * them; one that comes after is refused by what was heard.
 */
public final class LiveApplications {
    /** As often as somebody else may take a step just then. */
    private static final int TRIES = 5;

    private static final int PAGE = 100;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Steps steps;

    /** @param table the room's */
    public LiveApplications(DynamoDbClient dynamo, String table, Steps steps) {
        this.dynamo = dynamo;
        this.table = table;
        this.steps = steps;
    }

    /**
     * Ends them, one after the other.
     *
     * @param goOn whether there is time for one more
     * @return whether nothing is left; if something is, it is to be done again
     */
    public boolean close(PostingId posting, BooleanSupplier goOn) {
        boolean done = true;
        // page by page: of a posting that thousands applied to, what there is time for is ended
        for (Map<String, AttributeValue> pointer : of(posting)) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            done &= close(textOf(pointer, ApplicationsTable.SK)
                    .substring(ApplicationsTable.livePrefix().length()));
        }
        return done;
    }

    private boolean close(String id) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Application> application = read(ApplicationsTable.applicationKey(id))
                    .map(item -> Application.of(id, item))
                    .filter(found -> Move.CLOSE.from(found.state()));
            boolean closed = application
                    .flatMap(found -> steps.take(found, Step.of(Move.CLOSE)))
                    .isPresent();
            if (closed || application.isEmpty() || isErased(application.get())) {
                return true;
            }
        }
        return false;
    }

    /** Then their erasure takes it away, and what leads to it. */
    private boolean isErased(Application application) {
        return read(Fence.keyOf(application.subject())).isPresent();
    }

    private Optional<Map<String, AttributeValue>> read(Map<String, AttributeValue> key) {
        return BatchReads.read(dynamo, table, List.of(key)).getFirst();
    }

    private Iterable<Map<String, AttributeValue>> of(PostingId posting) {
        return dynamo.queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :live)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ApplicationsTable.postingPartition(posting)),
                                ":live", text(ApplicationsTable.livePrefix())))
                        .limit(PAGE)
                        .consistentRead(true))
                .items();
    }
}

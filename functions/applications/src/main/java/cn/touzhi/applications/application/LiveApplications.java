package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.employer.PostingId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Ends the applications to a posting that is over. A submission that came before this room heard of the end lies among
 * them; one that comes after is refused by what was heard.
 */
public final class LiveApplications {
    private static final int PAGE = 10;

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
     * Ends them, page by page.
     *
     * @param goOn whether there is time for one more
     * @return whether nothing is left; if something is, it is to be done again
     */
    public boolean close(PostingId posting, BooleanSupplier goOn) {
        for (List<String> page = page(posting); !page.isEmpty(); page = page(posting)) {
            boolean progress = false;
            for (String id : page) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                progress |= close(id);
            }
            if (!progress) {
                // others are at each of them: the next delivery tells what is left
                return false;
            }
        }
        return true;
    }

    /** Whether it was ended; if not, somebody else took a step just now. */
    private boolean close(String id) {
        return BatchReads.read(dynamo, table, List.of(ApplicationsTable.applicationKey(id)))
                .getFirst()
                .map(item -> Application.of(id, item))
                .filter(application -> Move.CLOSE.from(application.state()))
                .flatMap(application -> steps.take(application, Move.CLOSE, Optional.empty(), Optional.empty()))
                .isPresent();
    }

    private List<String> page(PostingId posting) {
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :live)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(ApplicationsTable.postingPartition(posting)),
                                ":live", text(ApplicationsTable.livePrefix())))
                        .limit(PAGE)
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> textOf(item, ApplicationsTable.SK)
                        .substring(ApplicationsTable.livePrefix().length()))
                .toList();
    }
}

package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.log.OperationLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes the steps that are the platform's, when they are due. What is read is what is due, however many wait; a run that dies,
 * or has no time for the rest, is made good by the next.
 */
public final class DueApplications {
    private static final int PAGE = 100;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Steps steps;
    private final OperationLog log;

    /** @param table the room's */
    public DueApplications(DynamoDbClient dynamo, String table, Steps steps, OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.steps = steps;
        this.log = log;
    }

    /**
     * Works off what is due; what can't be done now doesn't keep the rest from being done.
     *
     * @param goOn whether there is time for one more
     */
    public Run run(BooleanSupplier goOn) {
        int taken = 0;
        int failed = 0;
        for (String partition : ApplicationsTable.duePartitions()) {
            for (Map<String, AttributeValue> item : dueIn(partition)) {
                if (!goOn.getAsBoolean()) {
                    return new Run(taken, failed);
                }
                DueStep due = DueStep.of(item);
                try {
                    taken += settle(due) ? 1 : 0;
                } catch (RuntimeException failure) {
                    log.event("timer-failed")
                            .with("application", new Name(due.application()))
                            .with(failure)
                            .write();
                    failed++;
                }
            }
        }
        return new Run(taken, failed);
    }

    /** Whether a step was taken; one that somebody else takes in the same moment is looked at by the next run. */
    private boolean settle(DueStep due) {
        Optional<Application> application = BatchReads.read(
                        dynamo, table, List.of(ApplicationsTable.applicationKey(due.application())))
                .getFirst()
                .map(item -> Application.of(due.application(), item));
        if (application.flatMap(DueStep::of).filter(due::equals).isEmpty()) {
            // it went on meanwhile, or is gone
            dynamo.deleteItem(
                    delete -> delete.tableName(table).key(ApplicationsTable.dueKey(due.at(), due.application())));
            return false;
        }
        Move move = application.get().state() == State.INTERVIEW_CONFIRMED ? Move.FINISH_INTERVIEW : Move.EXPIRE;
        return steps.take(application.get(), Step.of(move)).isPresent();
    }

    private Iterable<Map<String, AttributeValue>> dueIn(String partition) {
        // a sort key goes on after its time, so that one of this very second is not below it
        String now = steps.now() + "~";
        return dynamo.queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk < :now")
                        .expressionAttributeValues(Map.of(":pk", text(partition), ":now", text(now)))
                        .limit(PAGE)
                        .consistentRead(true))
                .items();
    }

    private record Name(String value) implements OpaqueId {}

    /**
     * What a run did.
     *
     * @param taken how many steps it took
     * @param failed how many it couldn't
     */
    public record Run(int taken, int failed) {}
}

package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.search.Position;
import cn.touzhi.kernel.aws.AtOnce;
import cn.touzhi.kernel.employer.PostingId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The cells of the map, and what lies in those around a position. */
final class NearbyCells {
    /** Of a cell that has more, so many are looked at: whoever names a category finds more of what they look for. */
    static final int MOST_OF_CELL = 200;

    private final DynamoDbClient dynamo;
    private final String table;

    NearbyCells(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What lies within {@code metres} of {@code from} by its cells of {@code length} characters, nearest first. */
    List<Found> within(Position from, int metres, int length, Optional<String> category) {
        List<Supplier<List<Map<String, AttributeValue>>>> queries = from.cellsWithin(metres, length).stream()
                .<Supplier<List<Map<String, AttributeValue>>>>map(cell -> () -> query(cell, category))
                .toList();
        return AtOnce.of(queries).stream()
                .flatMap(List::stream)
                .map(item -> new Found(
                        postingIn(textOf(item, JobsTable.SK)),
                        Position.of(item.get(PostingFields.POSITION)).metresTo(from)))
                .filter(found -> found.metres() <= metres)
                .sorted(Comparator.comparingDouble(Found::metres))
                .toList();
    }

    private static PostingId postingIn(String sortKey) {
        return new PostingId(sortKey.substring(sortKey.indexOf('#') + 1));
    }

    private List<Map<String, AttributeValue>> query(String cell, Optional<String> category) {
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :cell)")
                        .expressionAttributeValues(Map.of(
                                ":pk", text(NearbyListing.partitionOf(cell, category)),
                                ":cell", text(cell)))
                        .expressionAttributeNames(Map.of("#position", PostingFields.POSITION))
                        .projectionExpression("sk, #position")
                        .limit(MOST_OF_CELL))
                .items();
    }

    /**
     * What an index says.
     *
     * @param posting which
     * @param metres how far away
     */
    record Found(PostingId posting, double metres) {}
}

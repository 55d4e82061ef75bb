package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.aws.AtOnce;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The lists of keywords, all in the same order, and what stands in several of them. */
final class KeywordLists {
    /** The postings themselves tell whether they have the rest. */
    private static final int MOST_LISTS = 6;

    /** Keys that are read of each list: some ten kilobytes. */
    private static final int DEPTH = 100;

    private final DynamoDbClient dynamo;
    private final String table;

    KeywordLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * What stands in the lists of all {@code keywords}, as far as one look into each goes.
     *
     * @param keywords at least one
     * @param after the sort key that the look before ended at
     */
    Found common(List<String> keywords, Optional<Place> place, Optional<String> after) {
        List<Supplier<List<String>>> queries = keywords.stream()
                .limit(MOST_LISTS)
                .<Supplier<List<String>>>map(keyword -> () -> query(KeywordListing.partitionOf(keyword, place), after))
                .toList();
        List<List<String>> lists = AtOnce.of(queries);
        // below the end of a list that goes on nothing can be said of it
        Optional<String> readTo = lists.stream()
                .filter(list -> list.size() == DEPTH)
                .map(List::getLast)
                .max(Comparator.naturalOrder());
        Set<String> common = new LinkedHashSet<>(lists.getFirst());
        lists.forEach(common::retainAll);
        Stream<String> known = common.stream().filter(sortKey -> readTo.filter(end -> sortKey.compareTo(end) < 0)
                .isEmpty());
        return new Found(known.toList(), readTo);
    }

    private List<String> query(String partition, Optional<String> after) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", text(partition)));
        after.ifPresent(sortKey -> values.put(":after", text(sortKey)));
        return dynamo
                .query(query -> query.tableName(table)
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .projectionExpression("sk")
                        .scanIndexForward(false)
                        .limit(DEPTH))
                .items()
                .stream()
                .map(item -> textOf(item, JobsTable.SK))
                .toList();
    }

    /**
     * What was found.
     *
     * @param sortKeys newest first
     * @param readTo where to go on after them; empty if there is no more
     */
    record Found(List<String> sortKeys, Optional<String> readTo) {
        /** Takes a copy. */
        Found {
            sortKeys = List.copyOf(sortKeys);
        }
    }
}

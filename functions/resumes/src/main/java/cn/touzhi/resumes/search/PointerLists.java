package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AtOnce;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.resume.SearchPointer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The lists of public resumes, all in the same order, and what stands in several of them. */
final class PointerLists {
    /** Keys that are read of each list: some ten kilobytes. */
    private static final int DEPTH = 100;

    private final DynamoDbClient dynamo;
    private final String table;

    PointerLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * What stands in all of {@code lists}, as far as one look into each goes.
     *
     * @param after the sort key that the look before ended at
     */
    Found common(List<String> lists, Optional<String> after) {
        List<Supplier<Map<String, SubjectId>>> queries = lists.stream()
                .<Supplier<Map<String, SubjectId>>>map(list -> () -> query(list, after))
                .toList();
        List<Map<String, SubjectId>> read = AtOnce.of(queries);
        // below the end of a list that goes on nothing can be said of it
        Optional<String> readTo = read.stream()
                .filter(list -> list.size() == DEPTH)
                .map(list ->
                        list.keySet().stream().min(Comparator.naturalOrder()).orElseThrow())
                .max(Comparator.naturalOrder());
        Map<String, SubjectId> common = new LinkedHashMap<>(read.getFirst());
        read.forEach(list -> common.keySet().retainAll(list.keySet()));
        readTo.ifPresent(end -> common.keySet().removeIf(sortKey -> sortKey.compareTo(end) < 0));
        return new Found(common, readTo);
    }

    private Map<String, SubjectId> query(String list, Optional<String> after) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", text(ResumesTable.listPartition(list))));
        after.ifPresent(sortKey -> values.put(":after", text(sortKey)));
        Map<String, SubjectId> found = new LinkedHashMap<>();
        dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(DEPTH))
                .items()
                .forEach(item -> found.put(
                        textOf(item, ResumesTable.SK), SearchPointer.of(item).subject()));
        return found;
    }

    /**
     * What was found.
     *
     * @param pointers whose, by sort key, the latest first
     * @param readTo where to go on after them; empty if there is no more
     */
    record Found(Map<String, SubjectId> pointers, Optional<String> readTo) {}
}

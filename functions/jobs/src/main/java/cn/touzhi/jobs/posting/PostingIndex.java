package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.dynamo.Change;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * By which keywords, and where on the map, open postings are found. What a posting gains is written in the transaction that
 * changes it, so that nothing open is ever missing. What it loses goes right after, unless a later change has put it there
 * again; if that fails, whoever finds it sees by the posting itself that it isn't so, until it ends with its time.
 */
final class PostingIndex {
    private final String table;

    PostingIndex(String table) {
        this.table = table;
    }

    /** Puts what {@code after} is found by and {@code before} was not, or not until the same time. */
    List<TransactWriteItem> gained(Posting before, Posting after) {
        var known = entriesOf(before);
        return entriesOf(after).entrySet().stream()
                .filter(entry -> !sameButForVersion(entry.getValue(), known.getOrDefault(entry.getKey(), Map.of())))
                .map(entry -> Change.putAnyway(table, entry.getValue()))
                .toList();
    }

    /** Deletes what {@code before} was found by and {@code after} is not. */
    List<TransactWriteItem> lost(Posting before, Posting after) {
        var still = entriesOf(after);
        Change older = Change.when(table, "attribute_not_exists(#pk) OR #version < :version")
                .with(":version", number(after.version()));
        return entriesOf(before).keySet().stream()
                .filter(key -> !still.containsKey(key))
                .map(older::delete)
                .toList();
    }

    private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> entriesOf(Posting posting) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> entries = new LinkedHashMap<>();
        if (posting.state() == PostingState.OPEN) {
            Stream.concat(
                            KeywordListing.of(posting).stream().map(KeywordListing::toItem),
                            NearbyListing.of(posting).stream().map(NearbyListing::toItem))
                    .forEach(item -> entries.put(
                            Map.of(
                                    JobsTable.PK, item.get(JobsTable.PK),
                                    JobsTable.SK, item.get(JobsTable.SK)),
                            item));
        }
        return entries;
    }

    private static boolean sameButForVersion(Map<String, AttributeValue> item, Map<String, AttributeValue> other) {
        return withoutVersion(item).equals(withoutVersion(other));
    }

    private static Map<String, AttributeValue> withoutVersion(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> rest = new HashMap<>(item);
        rest.remove(JobsTable.VERSION);
        return rest;
    }
}

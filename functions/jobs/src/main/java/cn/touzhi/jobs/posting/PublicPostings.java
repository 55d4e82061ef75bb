package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Postings as everybody may read them, without being anyone: one read each time, and nothing is written (clause 2.1.1). */
final class PublicPostings {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Cursors cursors;
    private final Clock clock;

    PublicPostings(DynamoDbClient dynamo, String table, Cursors cursors, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** An open posting. */
    Optional<Posting> of(PostingId id) {
        Map<String, AttributeValue> item = dynamo.getItem(
                        get -> get.tableName(table).key(JobsTable.postingKey(id)))
                .item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(Posting.of(id, item).at(clock.instant()))
                        .filter(posting -> posting.state() == PostingState.OPEN);
    }

    /**
     * Open postings, newest first. One query, however few of a page are still open: what has just ended is left out.
     *
     * @param category code; empty for all
     * @param place whose city is meant; empty for all
     * @param cursor of the page before
     * @return empty if the cursor is not of this list
     */
    Optional<Page<Listing>> list(Optional<String> category, Optional<Place> place, Optional<String> cursor) {
        String partition = Listing.partitionOf(category, place);
        Optional<String> after = cursor.flatMap(given -> cursors.read(given, partition));
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, AttributeValue>> found = query(partition, after);
        List<Map<String, AttributeValue>> page = found.subList(0, Math.min(found.size(), Page.SIZE));
        Optional<String> next = found.size() > Page.SIZE
                ? Optional.of(cursors.after(textOf(page.getLast(), JobsTable.SK), partition))
                : Optional.empty();
        Instant now = clock.instant();
        return Optional.of(new Page<>(
                page.stream()
                        .map(Listing::of)
                        .filter(listing -> listing.expiresAt().isAfter(now))
                        .toList(),
                next));
    }

    private List<Map<String, AttributeValue>> query(String partition, Optional<String> after) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", text(partition)));
        after.ifPresent(sortKey -> values.put(":after", text(sortKey)));
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(Page.SIZE + 1))
                .items();
    }
}

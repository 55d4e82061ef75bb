package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Cursors;
import cn.touzhi.kernel.http.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Postings as everybody may read them, without being anyone: one read each time, and nothing is written (clause 2.1.1). */
final class PublicPostings {
    /** For a page where not all in a list are wanted. */
    private static final int MOST_READ = 100;

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
     * Open postings, newest first. One query, however few of a page are still open, or as is wanted: the others are left
     * out.
     *
     * @param cursor of the page before
     * @return empty if the cursor is not of this list
     */
    Optional<Page<Listing>> list(PostingFilter filter, Optional<String> cursor) {
        String partition = Listing.partitionOf(filter.category(), filter.place());
        String query = partition + filter.monthly().map(least -> "#" + least).orElse("");
        Optional<String> after = cursor.flatMap(given -> cursors.read(given, query));
        if (cursor.isPresent() && after.isEmpty()) {
            return Optional.empty();
        }
        int depth = filter.monthly().isPresent() ? MOST_READ : Page.SIZE;
        List<Map<String, AttributeValue>> found = query(partition, after, depth + 1);
        Instant now = clock.instant();
        List<Listing> shown = new ArrayList<>();
        int looked = 0;
        while (looked < Math.min(found.size(), depth) && shown.size() < Page.SIZE) {
            Listing listing = Listing.of(found.get(looked++));
            if (listing.expiresAt().isAfter(now) && filter.pays(listing.wage())) {
                shown.add(listing);
            }
        }
        Optional<String> next = looked < found.size()
                ? Optional.of(cursors.after(textOf(found.get(looked - 1), JobsTable.SK), query))
                : Optional.empty();
        return Optional.of(new Page<>(shown, next));
    }

    private List<Map<String, AttributeValue>> query(String partition, Optional<String> after, int limit) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":pk", text(partition)));
        after.ifPresent(sortKey -> values.put(":after", text(sortKey)));
        return dynamo.query(query -> query.tableName(table)
                        .keyConditionExpression(after.isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(limit))
                .items();
    }
}

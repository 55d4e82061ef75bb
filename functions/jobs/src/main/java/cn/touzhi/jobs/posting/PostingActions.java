package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.dynamo.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What the transaction that changes a posting consists of: the posting with what is told of it, and every place that it
 * stands in.
 */
final class PostingActions {
    private final String table;
    private final PostingEvents events;

    PostingActions(String table, PostingEvents events) {
        this.table = table;
        this.events = events;
    }

    /** Puts a new one, which is listed nowhere. */
    List<TransactWriteItem> create(Posting posting) {
        Change absent = Change.when(table, "attribute_not_exists(#pk)");
        return List.of(
                absent.put(posting.toItem()),
                absent.put(new Pointers.OwnPosting(posting.employer(), posting.id()).toItem()));
    }

    /**
     * Puts {@code after} in the place of {@code before}.
     *
     * @param before as it is written, not as time has made it
     */
    List<TransactWriteItem> change(Posting before, Posting after) {
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(Change.when(table, "#version = :version")
                .with(":version", number(before.version()))
                .put(events.told(before, after).toItem()));
        if (after.state().isLive()) {
            actions.add(Change.putAnyway(
                    table,
                    new Pointers.LivePosting(
                                    after.employer(), after.id(), after.fields().validThrough())
                            .toItem()));
        } else if (before.state().isLive()) {
            actions.add(Change.deleteAnyway(table, JobsTable.livePostingKey(after.employer(), after.id())));
        }
        Map<Map<String, AttributeValue>, TransactWriteItem> lists = new LinkedHashMap<>();
        Listing.of(before).forEach(listing -> lists.put(listing.key(), Change.deleteAnyway(table, listing.key())));
        Listing.of(after).forEach(listing -> lists.put(listing.key(), Change.putAnyway(table, listing.toItem())));
        actions.addAll(lists.values());
        return actions;
    }
}

package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** How postings are written: each change with what is told of it, and every place that it stands in. */
final class PostingWrites {
    private final String table;
    private final Transactions transactions;
    private final PostingEvents events;
    private final PostingIndex index;

    PostingWrites(String table, Transactions transactions, PostingEvents events) {
        this.table = table;
        this.transactions = transactions;
        this.events = events;
        this.index = new PostingIndex(table);
    }

    /** Actions that put a new one, which is listed nowhere. */
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
     * @param conditions what must be so besides
     * @return whether it was done; if not, something is no more as it was seen
     */
    boolean change(Posting before, Posting after, List<TransactWriteItem> conditions) {
        List<TransactWriteItem> actions = new ArrayList<>(conditions);
        actions.addAll(gained(before, after));
        if (!transactions.writeAll(actions)) {
            return false;
        }
        List<TransactWriteItem> lost = index.lost(before, after);
        if (!lost.isEmpty()) {
            // refused: a later change has put some of it there again, and what is left over does no harm
            transactions.writeAll(lost);
        }
        return true;
    }

    /** Actions that put {@code after} in the place of {@code before}, and all that leads to it. */
    List<TransactWriteItem> gained(Posting before, Posting after) {
        List<TransactWriteItem> actions = new ArrayList<>(change(before, after));
        actions.addAll(index.gained(before, after));
        return actions;
    }

    private List<TransactWriteItem> change(Posting before, Posting after) {
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

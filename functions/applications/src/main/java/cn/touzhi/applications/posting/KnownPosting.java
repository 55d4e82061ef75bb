package cn.touzhi.applications.posting;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How a posting stands, as far as this room has heard.
 *
 * @param id names it
 * @param employer whose
 * @param state by jobs' name for it
 * @param validThrough when it ends by itself
 * @param version how many times it had changed: the highest is the truth
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "POSTING#{id} / KNOWN",
        pathFromSubject = "none: it tells of an organisation's posting")
public record KnownPosting(
        @NotPersonal("names a posting") PostingId id,
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("a posting's") String state,
        @NotPersonal("a posting's") Instant validThrough,
        @NotPersonal("a counter") int version) {
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";
    private static final String EMPLOYER = "employer";
    private static final String VALID_THROUGH = "validThrough";

    /** Whether it takes no applications any more, for good; one whose time is over can be opened again. */
    public boolean over() {
        return state.equals(CLOSED);
    }

    /** Whether it takes applications. */
    public boolean openAt(Instant now) {
        return state.equals(OPEN) && validThrough.isAfter(now);
    }

    /** Puts it, unless as much or more was heard before. */
    public TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.knownPostingKey(id));
        item.put(EMPLOYER, text(employer.value()));
        item.put(ApplicationsTable.STATE, text(state));
        item.put(VALID_THROUGH, seconds(validThrough));
        item.put(ApplicationsTable.VERSION, number(version));
        return Change.when(table, "attribute_not_exists(#pk) OR #version < :version")
                .with(":version", number(version))
                .put(item);
    }

    /** Lets a transaction fail where it doesn't take applications. */
    public TransactWriteItem checkOpen(String table, Instant now) {
        return Change.when(table, "#state = :open AND #validThrough > :now")
                .with(":open", text(OPEN))
                .with(":now", seconds(now))
                .check(ApplicationsTable.knownPostingKey(id));
    }

    /** Lets a transaction fail where it is over for good. */
    public static TransactWriteItem checkNotOver(String table, PostingId posting) {
        return Change.when(table, "attribute_exists(#pk) AND #state <> :closed")
                .with(":closed", text(CLOSED))
                .check(ApplicationsTable.knownPostingKey(posting));
    }

    /** Reads the item. */
    public static KnownPosting of(PostingId id, Map<String, AttributeValue> item) {
        return new KnownPosting(
                id,
                new EmployerId(textOf(item, EMPLOYER)),
                textOf(item, ApplicationsTable.STATE),
                instantOf(item, VALID_THROUGH),
                numberOf(item, ApplicationsTable.VERSION));
    }
}

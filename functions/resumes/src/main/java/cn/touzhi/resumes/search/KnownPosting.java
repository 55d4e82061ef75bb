package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.resumes.ResumesTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How a posting of an employer stands, as far as this room has heard.
 *
 * @param employer whose
 * @param id names it
 * @param state by jobs' name for it
 * @param validThrough when it ends by itself
 * @param version how many times it had changed: the highest is the truth
 * @param expiresAt when nothing about it can come any more
 */
@Stored(
        table = ResumesTable.NAME,
        key = "EMPLOYER#{employer} / POSTING#{id}",
        pathFromSubject = "none: it tells of an organisation's posting")
public record KnownPosting(
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("names a posting") PostingId id,
        @NotPersonal("a posting's") String state,
        @NotPersonal("a posting's") Instant validThrough,
        @NotPersonal("a counter") int version,
        @NotPersonal("when it goes") Instant expiresAt) {
    /** An event waits in a queue for two weeks at most (Amazon SQS guide, quotas), and in one for dead letters as long. */
    private static final Duration HEARD_WITHIN = Duration.ofDays(30);

    private static final String STATE = "state";
    private static final String OPEN = "open";
    private static final String VALID_THROUGH = "validThrough";

    /** As it was heard of at {@code now}. */
    public static KnownPosting heard(
            EmployerId employer, PostingId id, String state, Instant validThrough, int version, Instant now) {
        Instant last = validThrough.isAfter(now) ? validThrough : now;
        return new KnownPosting(employer, id, state, validThrough, version, last.plus(HEARD_WITHIN));
    }

    /** Puts it, and whether it is open beside it, unless as much or more was heard before. */
    public List<TransactWriteItem> put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.knownPostingKey(employer, id));
        item.put(STATE, text(state));
        item.put(VALID_THROUGH, seconds(validThrough));
        item.put(ResumesTable.VERSION, number(version));
        item.put(ResumesTable.EXPIRES_AT, seconds(expiresAt));
        return List.of(
                Change.when(table, "attribute_not_exists(#pk) OR #version < :version")
                        .with(":version", number(version))
                        .put(item),
                state.equals(OPEN)
                        ? Change.putAnyway(table, new OpenPosting(employer, id, validThrough).toItem())
                        : Change.deleteAnyway(table, ResumesTable.openPostingKey(employer, id)));
    }
}

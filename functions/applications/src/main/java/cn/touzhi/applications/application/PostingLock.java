package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The latest application of somebody to a posting: there is one at a time, and a while between two.
 *
 * @param subject whose
 * @param posting to which
 * @param application which
 * @param endedAt when it was over; empty while it goes on
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / LOCK#{posting}",
        pathFromSubject = "Query of SEEKER#{subject}")
record PostingLock(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("names an application") String application,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        Optional<Instant> endedAt) {
    /** Neither side has changed its mind sooner. */
    static final Duration BETWEEN = Duration.ofDays(15);

    static final String APPLICATION = "application";
    static final String ENDED_AT = "endedAt";

    /** Takes it, unless an application is under way or ended not long ago. */
    TransactWriteItem take(String table, Instant now) {
        return Change.when(table, "attribute_not_exists(#pk) OR #endedAt <= :longAgo")
                .with(":longAgo", seconds(now.minus(BETWEEN)))
                .put(toItem());
    }

    private Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.lockKey(subject, posting));
        item.put(APPLICATION, text(application));
        endedAt.ifPresent(end -> item.put(ENDED_AT, seconds(end)));
        return item;
    }

    /** Whether an item that was found is of {@code application}, which ended. */
    static boolean isOf(Map<String, AttributeValue> item, String application) {
        return textOf(item, APPLICATION).equals(application) && item.containsKey(ENDED_AT);
    }

    /** When an item that was found says that the application ended; empty while it goes on. */
    static Optional<Instant> endIn(Map<String, AttributeValue> item) {
        return optionalInstant(item, ENDED_AT);
    }
}

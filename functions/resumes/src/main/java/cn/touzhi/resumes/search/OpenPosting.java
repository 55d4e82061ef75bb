package cn.touzhi.resumes.search;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.resumes.ResumesTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That a posting of an employer is open, as far as this room has heard: one such is enough to search, however many there are
 * that are over.
 *
 * @param employer whose
 * @param posting which
 * @param expiresAt when it ends by itself
 */
@Stored(
        table = ResumesTable.NAME,
        key = "EMPLOYER#{employer} / OPEN#{posting}",
        pathFromSubject = "none: it tells of an organisation's posting")
record OpenPosting(
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("when it goes") Instant expiresAt) {
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ResumesTable.openPostingKey(employer, posting));
        item.put(ResumesTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    /** Whether an item that was found is one, and hasn't ended. */
    static boolean isOpenAt(Map<String, AttributeValue> item, Instant now) {
        return textOf(item, ResumesTable.SK).startsWith(ResumesTable.openPostingPrefix())
                && instantOf(item, ResumesTable.EXPIRES_AT).isAfter(now);
    }
}

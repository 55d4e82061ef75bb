package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ways from an employer to its postings. */
final class Pointers {
    private Pointers() {}

    /** That an employer has a posting. */
    @Stored(
            table = JobsTable.NAME,
            key = "EMPLOYER#{employer} / JOB#{posting}",
            pathFromSubject = "none: it tells of an organisation's work")
    record OwnPosting(
            @NotPersonal("names an organisation") EmployerId employer,
            @NotPersonal("names a posting") PostingId posting) {
        Map<String, AttributeValue> toItem() {
            return JobsTable.ownPostingKey(employer, posting);
        }
    }

    /**
     * That a posting of an employer is open or paused.
     *
     * @param expiresAt when that ends by itself
     */
    @Stored(
            table = JobsTable.NAME,
            key = "EMPLOYER#{employer} / LIVE#{posting}",
            pathFromSubject = "none: it tells of an organisation's work")
    record LivePosting(
            @NotPersonal("names an organisation") EmployerId employer,
            @NotPersonal("names a posting") PostingId posting,
            @NotPersonal("when it goes") Instant expiresAt) {
        Map<String, AttributeValue> toItem() {
            Map<String, AttributeValue> item = new HashMap<>(JobsTable.livePostingKey(employer, posting));
            item.put(JobsTable.EXPIRES_AT, seconds(expiresAt));
            return item;
        }
    }
}

package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.PostingId;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from a posting to an {@link Application}, over or not; they sort by time.
 *
 * @param posting to which
 * @param submittedAt when it was submitted
 * @param application which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "POSTING#{posting} / AT#{submittedAt}#{application}",
        pathFromSubject = "none: it names a posting and an application, which tells of both")
record PostingApplication(
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("a time, of nobody by itself") Instant submittedAt,
        @NotPersonal("names an application") String application) {
    Map<String, AttributeValue> toItem() {
        return ApplicationsTable.receivedKey(posting, submittedAt, application);
    }
}

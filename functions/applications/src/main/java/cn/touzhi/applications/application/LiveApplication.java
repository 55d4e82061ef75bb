package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.PostingId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from a posting to an {@link Application} that is not over, which the posting's end ends.
 *
 * @param posting to which
 * @param application which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "POSTING#{posting} / LIVE#{application}",
        pathFromSubject = "none: it names a posting and an application, which tells of both")
record LiveApplication(
        @NotPersonal("names a posting") PostingId posting,
        @NotPersonal("names an application") String application) {
    Map<String, AttributeValue> toItem() {
        return ApplicationsTable.liveKey(posting, application);
    }
}

package cn.touzhi.applications.application;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The way from an employer to an {@link Application}; they sort by time.
 *
 * @param employer whose
 * @param submittedAt when it was submitted
 * @param application which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "EMPLOYER#{employer} / AT#{submittedAt}#{application}",
        pathFromSubject = "none: it names an employer and an application, which tells of both")
record ReceivedApplication(
        @NotPersonal("names an organisation") EmployerId employer,
        @NotPersonal("a time, of nobody by itself") Instant submittedAt,
        @NotPersonal("names an application") String application) {
    Map<String, AttributeValue> toItem() {
        return ApplicationsTable.receivedKey(employer, submittedAt, application);
    }
}

package cn.touzhi.jobs.employer;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.employer.EmployerId;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That an employer has a code, so that no other one can.
 *
 * @param code which
 * @param employer whose
 */
@Stored(table = JobsTable.NAME, key = "USCC#{code} / USCC", pathFromSubject = "none: it tells of an organisation")
record CodeLock(
        @NotPersonal("an organisation's, from a public register")
        CreditCode code,

        @NotPersonal("names an organisation") EmployerId employer) {
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(JobsTable.codeKey(code));
        item.put(JobsTable.EMPLOYER, text(employer.value()));
        return item;
    }
}

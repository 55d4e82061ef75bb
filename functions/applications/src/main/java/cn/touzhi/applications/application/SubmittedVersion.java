package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That a version was submitted, so that it isn't again: each submission has a version of its own, by which employers can't
 * tell that two of them have the same person's.
 *
 * @param subject whose
 * @param version which
 * @param application with which
 */
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / VERSION#{version}",
        pathFromSubject = "Query of SEEKER#{subject}")
record SubmittedVersion(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        SubjectId subject,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.ACCOUNT,
                clause = "3.1.1")
        String version,

        @NotPersonal("names an application") String application) {
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.usedVersionKey(subject, version));
        item.put(PostingLock.APPLICATION, text(application));
        return item;
    }
}

package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Says that someone accepted a version of the policy (duty 2).
 *
 * @param subject who
 * @param version which one
 * @param textDigest SHA-256 of its text, in hexadecimal
 * @param acceptedAt when
 * @param source where
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / ACCEPTANCE#{version}",
        pathFromSubject = "Query of ACCOUNT#{subject} / ACCEPTANCE#")
record Acceptance(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        int version,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        String textDigest,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        Instant acceptedAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        Source source) {
    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.acceptanceKey(subject, version));
        item.put(RegistrationTable.VERSION, number(version));
        item.put(RegistrationTable.TEXT_DIGEST, text(textDigest));
        item.put(RegistrationTable.ACCEPTED_AT, seconds(acceptedAt));
        item.put(RegistrationTable.SOURCE, text(source.text()));
        return item;
    }
}

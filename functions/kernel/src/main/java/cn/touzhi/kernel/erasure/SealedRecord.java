package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the law keeps of somebody who was erased, for whoever may demand it (clause 5.1.1 of the policy).
 *
 * @param subject of whom
 * @param kind of what, by its room's name for it
 * @param id names it
 * @param record what is kept, sealed under HeldKey
 * @param expiresAt when it goes
 */
@Stored(
        table = HeldTable.NAME,
        key = "SUBJECT#{subject} / {kind}#{id}",
        pathFromSubject = "Query of SUBJECT#{subject}, by the role for legal production alone")
record SealedRecord(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.LEGAL_PRODUCTION,
                keeping = Keeping.LEGAL_RECORD,
                clause = "5.1.1")
        SubjectId subject,

        @NotPersonal("a word of ours") String kind,
        @NotPersonal("an opaque id") String id,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.LEGAL_PRODUCTION,
                keeping = Keeping.LEGAL_RECORD,
                clause = "5.1.1",
                sealed = true)
        byte[] record,

        @NotPersonal("when it goes") Instant expiresAt) {
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(HeldTable.recordKey(subject, kind, id));
        item.put(HeldTable.RECORD, bytes(record));
        item.put(HeldTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }
}

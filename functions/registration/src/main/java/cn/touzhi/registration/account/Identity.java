package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells whose an address is, and keeps it from becoming anyone else's: one address, one account.
 *
 * @param addressDigest the address, digested under the pepper
 * @param subject whose it is
 * @param channel of the address
 * @param addedAt since when
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "IDENTITY#{addressDigest} / IDENTITY",
        pathFromSubject = "Query of ACCOUNT#{subject} / IDENTITY#, whose sort keys hold the digests")
record Identity(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        String addressDigest,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        SubjectId subject,

        @NotPersonal("one of two") Channel channel,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        Instant addedAt) {
    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.identityKey(addressDigest));
        item.put(RegistrationTable.SUBJECT, text(subject.value()));
        item.put(RegistrationTable.CHANNEL, text(channel.text()));
        item.put(RegistrationTable.ADDED_AT, seconds(addedAt));
        return item;
    }
}

package cn.touzhi.privacy.consent;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.privacy.PrivacyTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One line of the log of somebody's consents, which nothing ever changes. It carries the event that tells the other rooms,
 * so that a replay reads it again.
 *
 * @param subject whose
 * @param sequence which line, from 1
 * @param purpose what it is about
 * @param given whether they consented or withdrew
 * @param textVersion of the text that they consented to
 * @param at when
 * @param source where
 * @param event what other rooms are told
 */
@Stored(
        table = PrivacyTable.NAME,
        key = "CONSENTS#{subject} / ENTRY#{sequence}",
        pathFromSubject = "Query of CONSENTS#{subject}")
record ConsentEntry(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        SubjectId subject,

        @NotPersonal("a counter") int sequence,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        ConsentPurpose purpose,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        boolean given,

        @NotPersonal("names a text of ours") int textVersion,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        Instant at,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        ConsentSource source,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSEQUENCES,
                keeping = Keeping.ACCOUNT,
                clause = "1, 6.4")
        Event event) {
    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(PrivacyTable.entryKey(subject, sequence));
        item.put(PrivacyTable.PURPOSE, text(purpose.text()));
        item.put(PrivacyTable.GIVEN, AttributeValue.fromBool(given));
        item.put(PrivacyTable.TEXT_VERSION, number(textVersion));
        item.put(PrivacyTable.AT, seconds(at));
        item.put(PrivacyTable.SOURCE, text(source.text()));
        item.put(EventAttribute.NAME, EventAttribute.of(event));
        return item;
    }
}

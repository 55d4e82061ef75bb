package cn.touzhi.privacy.consent;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.privacy.PrivacyTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That somebody accepted a version of the policy, as registration told it.
 *
 * @param subject who
 * @param version which one
 * @param at when they did so first
 * @param source where
 */
@Stored(
        table = PrivacyTable.NAME,
        key = "CONSENTS#{subject} / POLICY#{version}",
        pathFromSubject = "Query of CONSENTS#{subject}")
public record PolicyAcceptance(
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
        Instant at,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.CONSENT_EVIDENCE,
                keeping = Keeping.ACCOUNT,
                clause = "1")
        ConsentSource source) {
    /**
     * Reads registration's events {@code AccountRegistered} and {@code PolicyAccepted}.
     *
     * @throws EventJson.MalformedEventException if it lacks what these promise
     */
    public static PolicyAcceptance of(Event event) {
        String version = event.data().getOrDefault("policyVersion", "");
        if (!version.matches("[1-9][0-9]{0,3}")) {
            throw new EventJson.MalformedEventException();
        }
        try {
            return new PolicyAcceptance(
                    event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new),
                    Integer.parseInt(version),
                    Instant.parse(event.data().getOrDefault("acceptedAt", "")),
                    ConsentSource.of(event.data().getOrDefault("source", ""))
                            .orElseThrow(EventJson.MalformedEventException::new));
        } catch (DateTimeException noTime) {
            throw new EventJson.MalformedEventException();
        }
    }

    /** The item, key included. */
    public Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(PrivacyTable.acceptanceKey(subject, version));
        item.put(PrivacyTable.AT, seconds(at));
        item.put(PrivacyTable.SOURCE, text(source.text()));
        return item;
    }

    static PolicyAcceptance of(SubjectId subject, Map<String, AttributeValue> item) {
        String sortKey = textOf(item, PrivacyTable.SK);
        return new PolicyAcceptance(
                subject,
                Integer.parseInt(
                        sortKey.substring(PrivacyTable.acceptancePrefix().length())),
                instantOf(item, PrivacyTable.AT),
                ConsentSource.of(textOf(item, PrivacyTable.SOURCE)).orElse(ConsentSource.UNSPECIFIED));
    }
}

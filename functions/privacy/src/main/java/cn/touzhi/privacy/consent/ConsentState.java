package cn.touzhi.privacy.consent;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.privacy.PrivacyTable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What holds of all that the log says, changed with each of its lines.
 *
 * @param subject whose
 * @param sequence how many lines the log has
 * @param consents what the last line about each purpose says
 */
@Stored(table = PrivacyTable.NAME, key = "CONSENTS#{subject} / STATE", pathFromSubject = "Query of CONSENTS#{subject}")
record ConsentState(
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
        Map<ConsentPurpose, Consent> consents) {
    /** Takes a copy. */
    ConsentState {
        consents = consents.isEmpty() ? Map.of() : new EnumMap<>(consents);
    }

    /** Before the first line. */
    static ConsentState none(SubjectId subject) {
        return new ConsentState(subject, 0, Map.of());
    }

    /** Purposes whose consent holds, in their order. */
    List<ConsentPurpose> given() {
        return consents.entrySet().stream()
                .filter(entry -> entry.getValue().given())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What the last line about {@code purpose} says. */
    Optional<Consent> of(ConsentPurpose purpose) {
        return Optional.ofNullable(consents.get(purpose));
    }

    /** After one more line. */
    ConsentState with(ConsentPurpose purpose, Consent consent) {
        Map<ConsentPurpose, Consent> all = new EnumMap<>(ConsentPurpose.class);
        all.putAll(consents);
        all.put(purpose, consent);
        return new ConsentState(subject, sequence + 1, all);
    }

    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> purposes = new HashMap<>();
        consents.forEach((purpose, consent) -> purposes.put(
                purpose.text(),
                AttributeValue.fromM(Map.of(
                        PrivacyTable.GIVEN, AttributeValue.fromBool(consent.given()),
                        PrivacyTable.TEXT_VERSION, number(consent.textVersion()),
                        PrivacyTable.AT, seconds(consent.changedAt())))));
        Map<String, AttributeValue> item = new HashMap<>(PrivacyTable.stateKey(subject));
        item.put(PrivacyTable.SEQUENCE, number(sequence));
        item.put(PrivacyTable.CONSENTS, AttributeValue.fromM(purposes));
        return item;
    }

    /** Reads the item; what a later release knows and this one doesn't is left out of what it shows. */
    static ConsentState of(SubjectId subject, Map<String, AttributeValue> item) {
        Map<ConsentPurpose, Consent> consents = new EnumMap<>(ConsentPurpose.class);
        item.get(PrivacyTable.CONSENTS).m().forEach((name, value) -> ConsentPurpose.of(name)
                .ifPresent(purpose -> consents.put(
                        purpose,
                        new Consent(
                                value.m().get(PrivacyTable.GIVEN).bool(),
                                numberOf(value.m(), PrivacyTable.TEXT_VERSION),
                                instantOf(value.m(), PrivacyTable.AT)))));
        return new ConsentState(subject, numberOf(item, PrivacyTable.SEQUENCE), consents);
    }
}

package cn.touzhi.privacy;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.standing.Standings;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The room's table: its keys and the names of its attributes. */
public final class PrivacyTable {
    /** Logical id in template.yaml. */
    public static final String NAME = "PrivacyTable";

    public static final String PK = "pk";
    public static final String SK = "sk";

    /** Only what ended in other rooms ends here. */
    public static final String EXPIRES_AT = Standings.EXPIRES_AT;

    public static final String SEQUENCE = "sequence";
    public static final String CONSENTS = "consents";
    public static final String PURPOSE = "purpose";
    public static final String GIVEN = "given";
    public static final String TEXT_VERSION = "textVersion";
    public static final String AT = "at";
    public static final String SOURCE = "source";

    private static final String ENTRY = "ENTRY#";
    /** With the state right after it in the order of keys, so that one query reads both and leaves out the log. */
    private static final String ACCEPTANCE = "POLICY#";

    private static final String STATE = "STATE";

    private PrivacyTable() {}

    /** How the partition of somebody's consents begins; their id follows. */
    public static String consentsPrefix() {
        return "CONSENTS#";
    }

    /** All that lies under somebody's consents. */
    public static String consentsPartition(SubjectId subject) {
        return consentsPrefix() + subject.value();
    }

    /** What holds now. */
    public static Map<String, AttributeValue> stateKey(SubjectId subject) {
        return key(subject, stateSortKey());
    }

    /** One line of the log. */
    public static Map<String, AttributeValue> entryKey(SubjectId subject, int sequence) {
        return key(subject, "%s%09d".formatted(ENTRY, sequence));
    }

    /** That they accepted a version of the policy. */
    public static Map<String, AttributeValue> acceptanceKey(SubjectId subject, int version) {
        return key(subject, "%s%04d".formatted(ACCEPTANCE, version));
    }

    /** The sort key of what holds now. */
    public static String stateSortKey() {
        return STATE;
    }

    /** How sort keys of the log begin. */
    public static String entryPrefix() {
        return ENTRY;
    }

    /** How sort keys of acceptances begin. */
    public static String acceptancePrefix() {
        return ACCEPTANCE;
    }

    private static Map<String, AttributeValue> key(SubjectId subject, String sortKey) {
        return Map.of(PK, text(consentsPartition(subject)), SK, text(sortKey));
    }
}

package cn.touzhi.kernel.erasure;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of what the law keeps: its keys and the names of its attributes.
 *
 * <pre>
 * SUBJECT#{subject}       {kind}#{id}              a record of somebody who was erased, sealed from every room
 * </pre>
 */
public final class HeldTable {
    /** Logical id in template.yaml. */
    public static final String NAME = "HeldTable";

    static final String EXPIRES_AT = "expiresAt";
    static final String RECORD = "record";

    private HeldTable() {}

    static Map<String, AttributeValue> recordKey(SubjectId subject, String kind, String id) {
        return Map.of("pk", text("SUBJECT#" + subject.value()), "sk", text(kind + "#" + id));
    }
}

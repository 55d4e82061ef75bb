package cn.touzhi.kernel.crypto;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import java.time.LocalDate;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The schema of table SubjectKeys, where every room keeps the wrapped keys of its subjects under a prefix of its own.
 *
 * <pre>
 * pk           S  room#SUBJECT#id, or room#DAY#date
 * sk           S  KEY#version
 * wrapped      B  the data key, wrapped by the room's KMS key; absent once destroyed
 * createdAt    N  epoch seconds
 * destroyedAt  N  epoch seconds; such a tombstone keeps late writers from making a new key
 * expiresAt    N  epoch seconds; keys of a day only
 * </pre>
 */
final class SubjectKeysTable {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String WRAPPED = "wrapped";
    static final String CREATED_AT = "createdAt";
    static final String DESTROYED_AT = "destroyedAt";
    static final String EXPIRES_AT = "expiresAt";

    private SubjectKeysTable() {}

    /** Whose key {@code subject}'s own is in {@code room}. */
    static String ownerOf(String room, SubjectId subject) {
        return room + "#SUBJECT#" + subject.value();
    }

    /** Whose key that of {@code day} (UTC) is in {@code room}. */
    static String ownerOf(String room, LocalDate day) {
        return room + "#DAY#" + day;
    }

    static Map<String, AttributeValue> keyOf(String owner, int version) {
        return Map.of(PK, text(owner), SK, text("KEY#" + version));
    }
}

package cn.touzhi.kernel.crypto;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A key as it lies in table SubjectKeys.
 *
 * @param wrapped the data key, wrapped by the room's KMS key; gone once it is destroyed
 * @param createdAt when it was made
 * @param destroyedAt when it was destroyed; keys of subjects only
 * @param expiresAt when it is destroyed; keys of a day only
 */
@Stored(
        table = "SubjectKeysTable",
        key = "{room}#SUBJECT#{subject} / KEY#{version}, {room}#DAY#{date} / KEY#{version}",
        pathFromSubject = "Query of {room}#SUBJECT#{subject}, for each room")
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredKey(
        @NotPersonal("the platform's secret, which KMS alone can unwrap")
        byte[] wrapped,

        @NotPersonal("when it was made") Instant createdAt,

        @NotPersonal("keeps late writers from making it anew")
        Optional<Instant> destroyedAt,

        @NotPersonal("when it is destroyed") Optional<Instant> expiresAt) {
    /** The item of {@code owner}, key included. */
    Map<String, AttributeValue> toItem(String owner, int version) {
        Map<String, AttributeValue> item = new HashMap<>(SubjectKeysTable.keyOf(owner, version));
        item.put(SubjectKeysTable.WRAPPED, bytes(wrapped));
        item.put(SubjectKeysTable.CREATED_AT, seconds(createdAt));
        destroyedAt.ifPresent(time -> item.put(SubjectKeysTable.DESTROYED_AT, seconds(time)));
        expiresAt.ifPresent(end -> item.put(SubjectKeysTable.EXPIRES_AT, seconds(end)));
        return item;
    }
}

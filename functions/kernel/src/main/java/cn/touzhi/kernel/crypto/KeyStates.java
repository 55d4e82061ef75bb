package cn.touzhi.kernel.crypto;

import cn.touzhi.kernel.SubjectId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether a room's subjects still have a key, for whoever need not open anything. A tombstone outlives what was restored
 * from backups: it lies in a table of its own, and says for good that its subject was erased.
 */
public final class KeyStates {
    private final DynamoDbClient dynamo;
    private final String table;
    private final String room;

    /** @param room the room's name, which is also the prefix of its keys */
    public KeyStates(DynamoDbClient dynamo, String table, String room) {
        this.dynamo = dynamo;
        this.table = table;
        this.room = room;
    }

    /** How the key of {@code subject} stands now. */
    public KeyState of(SubjectId subject) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(SubjectKeysTable.keyOf(SubjectKeysTable.ownerOf(room, subject), SubjectKeys.VERSION))
                        .consistentRead(true))
                .item();
        if (item.containsKey(SubjectKeysTable.DESTROYED_AT)) {
            return KeyState.DESTROYED;
        }
        return item.containsKey(SubjectKeysTable.WRAPPED) ? KeyState.HELD : KeyState.MISSING;
    }

    /** How a key stands. */
    public enum KeyState {
        /** What is sealed under it can be opened. */
        HELD,
        /** It was destroyed, since its subject was erased. */
        DESTROYED,
        /** There is none, nor the word that there was. */
        MISSING
    }
}

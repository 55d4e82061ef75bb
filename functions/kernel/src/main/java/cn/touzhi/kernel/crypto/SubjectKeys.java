package cn.touzhi.kernel.crypto;

import cn.touzhi.kernel.SubjectId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The keys of one room's subjects. Whoever destroys a subject's key ({@link KeyDestruction}) makes all that was encrypted
 * with it unreadable, in backups too.
 */
public final class SubjectKeys {
    static final int VERSION = 1;

    private final DynamoDbClient dynamo;
    private final String table;
    private final String room;
    private final KeyWrapping wrapping;
    private final Clock clock;
    private final UnwrappedKeys unwrapped;

    /** @param room the room's name, which is also the prefix that its functions' roles may touch */
    public SubjectKeys(DynamoDbClient dynamo, String table, String room, KeyWrapping wrapping, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.room = room;
        this.wrapping = wrapping;
        this.clock = clock;
        this.unwrapped = new UnwrappedKeys(clock);
    }

    /**
     * A key for a subject who has none yet. It holds once the transaction that contains {@link NewKey#put} has
     * succeeded, and that fails where the subject has, or had, a key.
     */
    public NewKey create(SubjectId subject) {
        KeyWrapping.Wrapped made = wrapping.create(context(subject));
        StoredKey stored = new StoredKey(made.wrapped(), clock.instant(), Optional.empty(), Optional.empty());
        Put put = Put.builder()
                .tableName(table)
                .item(stored.toItem(owner(subject), VERSION))
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return new NewKey(
                DataKey.of(VERSION, made.clear()),
                TransactWriteItem.builder().put(put).build());
    }

    /** The key of {@code subject}; empty if it was destroyed or never made. */
    public Optional<DataKey> of(SubjectId subject) {
        return unwrapped.get(owner(subject), () -> read(subject));
    }

    private Optional<DataKey> read(SubjectId subject) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(SubjectKeysTable.keyOf(owner(subject), VERSION))
                        .consistentRead(true))
                .item();
        return Optional.ofNullable(item.get(SubjectKeysTable.WRAPPED))
                .map(wrapped -> wrapping.unwrap(wrapped.b().asByteArray(), context(subject)))
                .map(raw -> DataKey.of(VERSION, raw));
    }

    private String owner(SubjectId subject) {
        return SubjectKeysTable.ownerOf(room, subject);
    }

    private Map<String, String> context(SubjectId subject) {
        return Map.of("room", room, "subject", subject.value());
    }

    /**
     * A key that is not stored yet.
     *
     * @param key to encrypt with
     * @param put belongs into the transaction that stores what was encrypted
     */
    public record NewKey(DataKey key, TransactWriteItem put) {}
}

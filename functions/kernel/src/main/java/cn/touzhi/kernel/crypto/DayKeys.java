package cn.touzhi.kernel.crypto;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * A room's keys for what belongs to no subject yet. Each serves one day (UTC) and is destroyed two days later, and with
 * it all that nobody came to claim.
 */
public final class DayKeys {
    /** Days from a key's own to the one on which it is destroyed. */
    static final int LIFE_DAYS = 2;

    private final DynamoDbClient dynamo;
    private final String table;
    private final String room;
    private final KeyWrapping wrapping;
    private final Clock clock;
    private final UnwrappedKeys unwrapped;

    /** @param room the room's name, which is also the prefix that its functions' roles may touch */
    public DayKeys(DynamoDbClient dynamo, String table, String room, KeyWrapping wrapping, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.room = room;
        this.wrapping = wrapping;
        this.clock = clock;
        this.unwrapped = new UnwrappedKeys(clock);
    }

    /** The key of today, made by whoever needs it first. */
    public DataKey today() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return unwrapped
                .get(owner(day), () -> read(day).or(() -> Optional.of(make(day))))
                .orElseThrow();
    }

    /** The key that made {@code sealed}; empty once its day is too long ago. */
    public Optional<DataKey> of(byte[] sealed) {
        LocalDate day = LocalDate.ofEpochDay(DataKey.versionOf(sealed));
        // not even where it is still at hand
        return end(day).isAfter(clock.instant()) ? unwrapped.get(owner(day), () -> read(day)) : Optional.empty();
    }

    private Optional<DataKey> read(LocalDate day) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(SubjectKeysTable.keyOf(owner(day), 1))
                        .consistentRead(true))
                .item();
        return Optional.ofNullable(item.get(SubjectKeysTable.WRAPPED))
                .filter(present -> end(day).isAfter(clock.instant()))
                .map(wrapped -> wrapping.unwrap(wrapped.b().asByteArray(), context(day)))
                .map(raw -> keyOf(day, raw));
    }

    private DataKey make(LocalDate day) {
        KeyWrapping.Wrapped made = wrapping.create(context(day));
        Map<String, AttributeValue> item = new StoredKey(
                        made.wrapped(), clock.instant(), Optional.empty(), Optional.of(end(day)))
                .toItem(owner(day), 1);
        try {
            dynamo.putItem(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"));
            return keyOf(day, made.clear());
        } catch (ConditionalCheckFailedException madeMeanwhile) {
            // by a twin, or by our own first try whose answer was lost: either way the stored one holds
            return read(day).orElseThrow(() -> new IllegalStateException("the key of the day is gone already"));
        }
    }

    private static DataKey keyOf(LocalDate day, byte[] raw) {
        return DataKey.of(Math.toIntExact(day.toEpochDay()), raw);
    }

    /** When the key of {@code day} is destroyed. */
    static Instant end(LocalDate day) {
        return day.plusDays(LIFE_DAYS).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private String owner(LocalDate day) {
        return SubjectKeysTable.ownerOf(room, day);
    }

    private Map<String, String> context(LocalDate day) {
        return Map.of("room", room, "day", day.toString());
    }
}

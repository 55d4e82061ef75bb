package cn.touzhi.kernel.crypto;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Destroys a room's keys, and with them all that was encrypted under them, in backups too. Whoever destroys need not be
 * able to unwrap anything.
 *
 * <p>A warm function may hold a subject's key for five more minutes ({@link UnwrappedKeys}); the key of a day not a
 * moment longer ({@link DayKeys#of}).
 */
public final class KeyDestruction {
    /** Days that are looked back, so that a destroyer who was down for a week catches up. */
    static final int CATCH_UP_DAYS = 10;

    private final DynamoDbClient dynamo;
    private final String table;
    private final String room;
    private final Clock clock;

    /** @param room the room's name, which is also the prefix that its functions' roles may touch */
    public KeyDestruction(DynamoDbClient dynamo, String table, String room, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.room = room;
        this.clock = clock;
    }

    /**
     * Deletes the keys of the days that have ended, however long time to live takes. Without a look at what is there: to
     * delete what is gone costs no more than to ask.
     */
    public void ofOldDays() {
        Instant now = clock.instant();
        LocalDate newest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DayKeys.LIFE_DAYS);
        for (int back = 0; back < CATCH_UP_DAYS; back++) {
            LocalDate day = newest.minusDays(back);
            dynamo.deleteItem(delete ->
                    delete.tableName(table).key(SubjectKeysTable.keyOf(SubjectKeysTable.ownerOf(room, day), 1)));
        }
    }

    /**
     * Puts a tombstone in the place of {@code subject}'s key, so that nobody makes another one; also where there was none
     * yet. Once more does nothing.
     */
    public void of(SubjectId subject) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(SubjectKeysTable.keyOf(SubjectKeysTable.ownerOf(room, subject), SubjectKeys.VERSION))
                    .updateExpression("REMOVE #wrapped SET #destroyedAt = :now")
                    .conditionExpression("attribute_not_exists(#destroyedAt)")
                    .expressionAttributeNames(Map.of(
                            "#wrapped", SubjectKeysTable.WRAPPED,
                            "#destroyedAt", SubjectKeysTable.DESTROYED_AT))
                    .expressionAttributeValues(Map.of(":now", seconds(clock.instant()))));
        } catch (ConditionalCheckFailedException destroyedBefore) {
            // by an earlier run, or by our own first try whose answer was lost
        }
    }
}

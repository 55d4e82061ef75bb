package cn.touzhi.kernel.idempotency;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.http.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Requests that create something, each of which has its effect once, however often it comes. */
public final class IdempotencyRecords {
    /** A client that hasn't had its answer for so long doesn't wait for it any more. */
    private static final Duration KEPT = Keeping.NOTICE.limit().orElseThrow();

    private final String table;
    private final KeyedDigest digests;
    private final Clock clock;

    /** @param digests for this purpose alone */
    public IdempotencyRecords(String table, KeyedDigest digests, Clock clock) {
        this.table = table;
        this.digests = digests;
        this.clock = clock;
    }

    /** All that is kept here of somebody, for the room's eraser. */
    public static Partitions.Partition partition() {
        return new Partitions.Partition(
                IdempotencyRecord.PARTITION, Map.of("", IdempotencyRecord.class.getSimpleName()));
    }

    /**
     * What {@code subject} asks for.
     *
     * @param route names what is asked for: one key may be used with several
     * @param body what was sent
     */
    public IdempotentRequest of(SubjectId subject, String route, IdempotencyKey key, String body) {
        return new IdempotentRequest(subject, digests.hexOf("key", route, key.value()), digests.hexOf("body", body));
    }

    /** Where it is noted. */
    public Map<String, AttributeValue> keyOf(IdempotentRequest request) {
        return IdempotencyRecord.keyOf(request.subject(), request.key());
    }

    /** What {@code item}, found there, says of it. */
    public FormerRequest former(IdempotentRequest request, Optional<Map<String, AttributeValue>> item) {
        Optional<IdempotencyRecord> granted = item.map(found -> IdempotencyRecord.of(request, found))
                .filter(found -> found.expiresAt().isAfter(clock.instant()));
        if (granted.isEmpty()) {
            return new FormerRequest.None();
        }
        return granted.get().body().equals(request.body())
                ? new FormerRequest.Same(granted.get().made())
                : new FormerRequest.Other();
    }

    /** Notes, in the transaction that has its effect, what came of it; refused where something did before. */
    public TransactWriteItem note(IdempotentRequest request, String made) {
        IdempotencyRecord granted = new IdempotencyRecord(
                request.subject(),
                request.key(),
                request.body(),
                made,
                clock.instant().plus(KEPT));
        return Change.when(table, "attribute_not_exists(#pk) OR #expiresAt <= :now")
                .with(":now", seconds(clock.instant()))
                .put(granted.toItem());
    }
}

package cn.touzhi.jobs.wish;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.http.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Requests that create something, each of which has its effect once, however often it comes. */
public final class Wishes {
    /** A client that hasn't had its answer for so long doesn't wait for it any more. */
    private static final Duration KEPT = Keeping.NOTICE.limit().orElseThrow();

    private final String table;
    private final KeyedDigest digests;
    private final Clock clock;

    /** @param digests for this purpose alone */
    public Wishes(String table, KeyedDigest digests, Clock clock) {
        this.table = table;
        this.digests = digests;
        this.clock = clock;
    }

    /**
     * What {@code subject} wishes.
     *
     * @param route names what is asked for: one key may be used with several
     * @param body what was sent
     */
    public Wish of(SubjectId subject, String route, IdempotencyKey key, String body) {
        return new Wish(subject, digests.hexOf("key", route, key.value()), digests.hexOf("body", body));
    }

    /** Where it is noted. */
    public Map<String, AttributeValue> keyOf(Wish wish) {
        return JobsTable.wishKey(wish.subject(), wish.key());
    }

    /** What {@code item}, found there, says of it. */
    public FormerWish former(Wish wish, Optional<Map<String, AttributeValue>> item) {
        Optional<GrantedWish> granted = item.map(found -> GrantedWish.of(wish, found))
                .filter(found -> found.expiresAt().isAfter(clock.instant()));
        if (granted.isEmpty()) {
            return new FormerWish.None();
        }
        return granted.get().body().equals(wish.body())
                ? new FormerWish.Same(granted.get().made())
                : new FormerWish.Other();
    }

    /** Notes, in the transaction that has its effect, what came of it; refused where something did before. */
    public TransactWriteItem note(Wish wish, String made) {
        GrantedWish granted = new GrantedWish(
                wish.subject(), wish.key(), wish.body(), made, clock.instant().plus(KEPT));
        return Change.when(table, "attribute_not_exists(#pk) OR #expiresAt <= :now")
                .with(":now", seconds(clock.instant()))
                .put(granted.toItem());
    }
}

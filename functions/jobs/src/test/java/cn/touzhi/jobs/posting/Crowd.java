package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.search.Position;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Very many open postings of one category in one city, with the same words, which is the worst that can befall a search.
 * Their items are those that the room writes when it opens them; only the way by which they came is left out, and one a
 * second has been opened. They lie all over a square of three kilometres.
 */
public final class Crowd {
    /** In the middle of the square: a place in Kunming, in GCJ-02. */
    static final Position MIDDLE = new Position(25.0376, 102.7143);

    private static final EmployerId EMPLOYER = new EmployerId("E".repeat(22));
    private static final String NAME = "云上";
    private static final double THREE_KILOMETRES = 3 / 111.195;
    private static final int AT_ONCE = 500;
    private static final Duration LIFE = Duration.ofDays(60);

    private final LocalDynamo dynamo;
    private final Clock clock;
    private final SecureRandom ids = new SecureRandom();
    // the same places in every run
    private final Random places = new Random(7);
    private final PostingWrites writes;
    private final Predicate<String> partitions;
    private final Map<PostingId, Position> positions = new LinkedHashMap<>();

    /** @param partitions those that are filled; others, which no search reads, would only take time */
    public Crowd(LocalDynamo dynamo, Clock clock, Predicate<String> partitions) {
        this.dynamo = dynamo;
        this.clock = clock;
        this.partitions = partitions;
        this.writes = new PostingWrites(
                JobsTable.NAME, new Transactions(dynamo.client(), ids), new PostingEvents(clock, ids));
    }

    /** Lets others come until there are {@code number}. */
    public void growTo(int number) {
        while (positions.size() < number) {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && positions.size() < number; i++) {
                items.addAll(another());
            }
            dynamo.fill(JobsTable.NAME, items);
        }
    }

    /** Ids of those that are nearest to the middle, the very nearest first. */
    List<String> nearest(int number) {
        return positions.entrySet().stream()
                .sorted(Comparator.comparingDouble(one -> one.getValue().metresTo(MIDDLE)))
                .limit(number)
                .map(one -> one.getKey().value())
                .toList();
    }

    private List<Map<String, AttributeValue>> another() {
        Posting draft = Posting.draft(PostingId.random(ids), EMPLOYER, NAME, fields());
        Posting open = draft.opened(NAME, clock.instant().plusSeconds(positions.size()));
        positions.put(open.id(), open.position().orElseThrow());
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new LinkedHashMap<>();
        Stream.concat(writes.create(draft).stream(), writes.gained(draft, open).stream())
                .map(TransactWriteItem::put)
                .flatMap(put -> Optional.ofNullable(put).map(Put::item).stream())
                .filter(item -> partitions.test(item.get(JobsTable.PK).s()))
                .forEach(item -> items.put(
                        Map.of(JobsTable.PK, item.get(JobsTable.PK), JobsTable.SK, item.get(JobsTable.SK)), item));
        return List.copyOf(items.values());
    }

    private PostingFields fields() {
        return new PostingFields(
                "后端开发",
                "0101",
                Nature.FULL_TIME,
                new Place("530102"),
                new Wage(15_000, 25_000, "MONTH", false),
                2,
                Optional.of("21"),
                36,
                "负责招聘平台后端服务的设计、开发与维护，熟悉分布式系统。",
                List.of(),
                clock.instant().plus(LIFE),
                Optional.of(new Position(near(MIDDLE.latitude()), near(MIDDLE.longitude()))));
    }

    private double near(double degrees) {
        return Math.round((degrees + (places.nextDouble() - 0.5) * THREE_KILOMETRES) * 1e6) / 1e6;
    }
}

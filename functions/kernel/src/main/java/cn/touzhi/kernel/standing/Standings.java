package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.queue.Heard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Which sessions a room still lets in, and whom it has erased. An access token is good until its end, whatever happens to
 * its session (ASVS 5, 7.4.1; duty 64), so each room other than registration keeps what ended, beside the fence, in one
 * partition that one query reads. What they consent to, and for which employers they act, lies there too, in rooms that ask.
 */
public final class Standings {
    static final String PK = "pk";
    static final String SK = "sk";
    /** By which its items end, in every room. */
    public static final String EXPIRES_AT = "expiresAt";

    /** An access token lives for an hour at most, and a minute is allowed for clocks that differ. */
    private static final Duration KEPT = Keeping.STANDING.limit().orElseThrow();

    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Clock clock;

    /** @param table the room's */
    public Standings(DynamoDbClient dynamo, String table, Transactions transactions, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All that is kept here of somebody, for the room's eraser. */
    public static Partitions.Partition partition() {
        return new Partitions.Partition(
                Fence.partitionPrefix(),
                Map.of(
                        EndedSession.PREFIX, EndedSession.class.getSimpleName(),
                        LowestGeneration.SORT_KEY, LowestGeneration.class.getSimpleName(),
                        HeldConsents.SORT_KEY, HeldConsents.class.getSimpleName(),
                        HeldMembership.PREFIX, HeldMembership.class.getSimpleName()));
    }

    /** What is known of {@code subject}: one query. */
    public Standing of(SubjectId subject) {
        Instant now = clock.instant();
        Map<String, AttributeValue> fence = Fence.keyOf(subject);
        List<Map<String, AttributeValue>> items = dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", fence.get(PK)))
                        .consistentRead(true))
                .items()
                .stream()
                .filter(item -> optionalInstant(item, EXPIRES_AT)
                        .filter(end -> !end.isAfter(now))
                        .isEmpty())
                .toList();
        return new Standing(
                items.stream().anyMatch(item -> item.entrySet().containsAll(fence.entrySet())),
                items.stream()
                        .filter(LowestGeneration::isAt)
                        .mapToInt(item -> numberOf(item, LowestGeneration.GENERATION))
                        .max()
                        .orElse(0),
                items.stream()
                        .filter(EndedSession::isAt)
                        .map(item -> EndedSession.sessionIn(textOf(item, SK)))
                        .collect(Collectors.toSet()),
                items.stream()
                        .filter(HeldConsents::isAt)
                        .map(HeldConsents::in)
                        .findFirst()
                        .orElse(KnownConsents.NONE),
                items.stream()
                        .filter(HeldMembership::holdsAt)
                        .collect(Collectors.toMap(HeldMembership::employerIn, HeldMembership::roleIn)));
    }

    /** Lets a transaction fail where {@code subject} doesn't act for {@code employer} in one of {@code roles}. */
    public static TransactWriteItem checkMember(
            String table, SubjectId subject, EmployerId employer, Set<String> roles) {
        return HeldMembership.check(table, subject, employer, roles);
    }

    /**
     * Takes note of {@link StandingEvents}, in whichever order and however often they come; of somebody who was erased,
     * nothing is noted.
     *
     * @throws EventJson.MalformedEventException if the event lacks what its type promises
     */
    public Heard hear(Event event) {
        SubjectId subject =
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new);
        if (event.type().equals(StandingEvents.CONSENTS_CHANGED)) {
            // however old it is: a consent holds until it is withdrawn
            return note(subject, ConsentsChange.in(event, subject).put(table));
        }
        if (event.type().equals(StandingEvents.MEMBERSHIP_CHANGED)) {
            return note(subject, HeldMembership.in(event, subject).put(table));
        }
        Instant end = event.time().plus(KEPT);
        if (!end.isAfter(clock.instant())) {
            return Heard.DONE;
        }
        if (event.type().equals(StandingEvents.SESSION_ENDED)) {
            return note(subject, Change.putAnyway(table, new EndedSession(subject, sessionIn(event), end).toItem()));
        }
        if (event.type().equals(StandingEvents.SESSIONS_ENDED)) {
            LowestGeneration lowest = new LowestGeneration(subject, generationIn(event), end);
            return note(
                    subject,
                    Change.when(table, "attribute_not_exists(#pk) OR #generation < :generation")
                            .with(":generation", number(lowest.generation()))
                            .put(lowest.toItem()));
        }
        return Heard.FOREIGN;
    }

    /** Refused: they are erased, or more was noted before. */
    private Heard note(SubjectId subject, TransactWriteItem action) {
        transactions.writeAll(List.of(Fence.checkAbsent(table, subject), action));
        return Heard.DONE;
    }

    private static String sessionIn(Event event) {
        String session = event.data().getOrDefault("session", "");
        if (!RandomText.matches(session)) {
            throw new EventJson.MalformedEventException();
        }
        return session;
    }

    private static int generationIn(Event event) {
        String generation = event.data().getOrDefault("generation", "");
        if (!generation.matches("[1-9][0-9]{0,8}")) {
            throw new EventJson.MalformedEventException();
        }
        return Integer.parseInt(generation);
    }

    static Map<String, AttributeValue> key(SubjectId subject, String sortKey) {
        return Map.of(PK, Fence.keyOf(subject).get(PK), SK, text(sortKey));
    }
}

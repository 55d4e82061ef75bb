package cn.touzhi.privacy;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.MovableClock;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The privacy function as Lambda has it, with a real DynamoDB engine behind it and time in the test's hands. */
public final class PrivacyRoom {
    /** The tables that the room's functions need. */
    public static final String[] TABLES = {PrivacyTable.NAME, "SubjectKeysTable"};

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PRIVACY_TABLE", PrivacyTable.NAME,
            "ISSUER", "https://issuer.example",
            "AUDIENCE", "touzhi",
            "DENIED_KEYS", "");

    private final PrivacySettings settings = PrivacySettings.from(new Environment(ENVIRONMENT::get));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final MovableClock clock;
    private final PrivacyHandler handler;

    /** The room as it is on its first day: its tables are emptied. */
    public static PrivacyRoom empty(LocalDynamo dynamo) {
        List.of(TABLES).forEach(dynamo::clear);
        return new PrivacyRoom(dynamo.client(), new Policies());
    }

    /** @param dynamo possibly one that fails */
    public PrivacyRoom(DynamoDbClient dynamo, Policies policies) {
        this(dynamo, policies, new MovableClock(Instant.parse("2026-11-23T12:00:00Z")));
    }

    private PrivacyRoom(DynamoDbClient dynamo, Policies policies, MovableClock clock) {
        this.clock = clock;
        this.handler = new PrivacyHandler(new PrivacyHandler.Surroundings(
                settings, policies, dynamo, clock, new OperationLog("privacy", clock, log::add)));
    }

    /** The same room at the same time, on another client. */
    public PrivacyRoom on(DynamoDbClient dynamo) {
        return new PrivacyRoom(dynamo, new Policies(), clock);
    }

    public MovableClock clock() {
        return clock;
    }

    /** What the function has logged. */
    public List<String> log() {
        return log;
    }

    /** A request to {@code path}. */
    public Call call(String method, String path) {
        return new Call(event -> handler.handleRequest(event, null), settings.tokenTerms(), clock, method, path);
    }

    /** A request of {@code someone}. */
    public Call call(Someone someone, String method, String path) {
        return call(method, path).claims(someone.claims());
    }

    /** Consents to the text of version 1. */
    public Answer gives(Someone someone, String purpose) {
        return call(someone, "PUT", "/v1/consents/" + purpose)
                .json("{\"textVersion\":1,\"source\":\"app\"}")
                .send();
    }

    /** Withdraws it. */
    public Answer withdraws(Someone someone, String purpose) {
        return call(someone, "DELETE", "/v1/consents/" + purpose).send();
    }

    /** What holds. */
    public Answer sees(Someone someone) {
        return call(someone, "GET", "/v1/consents").send();
    }

    /** The events that lie in the table, in the order of their sequence. */
    public static List<Event> told(LocalDynamo dynamo) {
        return dynamo.items(PrivacyTable.NAME).stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .filter(event -> event.type().equals(PrivacyEvents.CONSENTS_CHANGED))
                .sorted((one, other) -> Integer.compare(sequenceOf(one), sequenceOf(other)))
                .toList();
    }

    /** Which change an event tells of. */
    public static int sequenceOf(Event event) {
        return Integer.parseInt(event.data().get("sequence"));
    }

    /**
     * Somebody with a session.
     *
     * @param generation of the session
     */
    public record Someone(SubjectId subject, String session, int generation) {
        /** By a letter that ids are made of. */
        public static Someone named(char letter) {
            return new Someone(new SubjectId(Character.toString(letter).repeat(22)), "S".repeat(21) + letter, 1);
        }

        /** On another session of a later generation. */
        public Someone again() {
            return new Someone(subject, "T".repeat(22), generation + 1);
        }

        Map<String, String> claims() {
            return Map.of(
                    "sub",
                    subject.value(),
                    "sid",
                    session,
                    "gen",
                    Integer.toString(generation),
                    "auth_time",
                    "1795435200",
                    "scope",
                    "user");
        }
    }
}

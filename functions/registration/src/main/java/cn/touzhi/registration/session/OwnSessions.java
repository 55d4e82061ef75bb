package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Shows people where they are signed in, in one read of all that lies under their account. */
public final class OwnSessions {
    private static final Comparator<Session> NEWEST_USED_FIRST = Comparator.comparing(Session::rotatedAt)
            .thenComparing(Session::createdAt)
            .reversed()
            .thenComparing(session -> session.id().value());

    private final DynamoDbClient dynamo;
    private final String table;
    private final SubjectKeys subjectKeys;
    private final Clock clock;

    public OwnSessions(DynamoDbClient dynamo, String table, SubjectKeys subjectKeys, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.subjectKeys = subjectKeys;
        this.clock = clock;
    }

    /**
     * The sessions of {@code subject} that go on, the newest used first; empty where {@code own} of {@code generation}
     * is none of them, or the account may not be used.
     */
    Optional<List<OwnSession>> of(SubjectId subject, SessionId own, int generation) {
        List<Map<String, AttributeValue>> items = read(subject);
        boolean admitted = items.stream()
                .filter(item -> item.entrySet()
                        .containsAll(RegistrationTable.accountKey(subject).entrySet()))
                .anyMatch(account -> AccountStanding.of(account).admits(generation));
        List<Session> alive = items.stream()
                .filter(item -> textOf(item, RegistrationTable.SK).startsWith(RegistrationTable.sessionPrefix()))
                .map(Session::of)
                .filter(session -> session.isAliveAt(clock.instant()) && session.generation() == generation)
                .sorted(NEWEST_USED_FIRST)
                .toList();
        return admitted && alive.stream().anyMatch(session -> session.id().equals(own))
                ? Optional.of(show(alive, own))
                : Optional.empty();
    }

    private List<OwnSession> show(List<Session> alive, SessionId own) {
        Optional<DataKey> key = alive.stream()
                .filter(session -> session.deviceName().isPresent())
                .findFirst()
                .flatMap(named -> subjectKeys.of(named.subject()));
        return alive.stream()
                .map(session -> new OwnSession(
                        session.id(),
                        session.id().equals(own),
                        key.flatMap(session::nameUnder),
                        session.client(),
                        session.country(),
                        session.createdAt(),
                        session.rotatedAt()))
                .toList();
    }

    private List<Map<String, AttributeValue>> read(SubjectId subject) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.accountPartition(subject))))
                        .consistentRead(true))
                .items()
                .stream()
                .toList();
    }
}

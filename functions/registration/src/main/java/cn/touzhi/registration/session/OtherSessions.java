package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Ends all sessions of an account but the caller's own: the account counts one generation further, and that session
 * alone goes along. It gets no tokens by this: its old refresh token gives new ones ({@link Sessions#refresh}).
 */
public final class OtherSessions {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final SessionActions actions;
    private final Clock clock;
    private final SecureRandom random;
    private final OperationLog log;

    public OtherSessions(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Clock clock,
            SecureRandom random,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.actions = new SessionActions(table);
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    /** Ends all sessions of {@code subject} but {@code own}, which is of {@code generation}. */
    EndingOthers end(SubjectId subject, SessionId own, int generation) {
        return Attempts.until(
                () -> alive(subject, own, generation)
                        .map(this::countOn)
                        .orElseGet(() -> Optional.of(new EndingOthers.NotAdmitted())),
                new EndingOthers.Busy());
    }

    private Optional<Grant> alive(SubjectId subject, SessionId own, int generation) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.sessionKey(subject, own))
                        .consistentRead(true))
                .item();
        return Optional.of(item)
                .filter(present -> !present.isEmpty())
                .map(Session::of)
                .filter(session -> session.isAliveAt(clock.instant()) && session.generation() == generation)
                .map(Session::grant);
    }

    /** Empty if the session was refreshed or ended since it was read. */
    private Optional<EndingOthers> countOn(Grant grant) {
        Instant now = clock.instant();
        Grant further = grant.inGeneration(grant.generation() + 1);
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.ACCOUNT, AccountStanding.countOn(table, grant.subject(), grant.generation()));
        parts.put(Part.SESSION, actions.goAlong(grant, further.generation(), now));
        parts.put(
                Part.EVENT,
                SubjectEvent.of(grant.subject(), ended(further, now)).put(table));
        return switch (transactions.write(parts)) {
            case Transactions.Done<Part> _ -> {
                log.event("other-sessions-ended")
                        .with("session", grant.session())
                        .write();
                yield Optional.of(new EndingOthers.Ended(further));
            }
            case Transactions.Refused<Part>(var found) ->
                found.containsKey(Part.ACCOUNT) ? Optional.of(new EndingOthers.NotAdmitted()) : Optional.empty();
        };
    }

    private Event ended(Grant further, Instant now) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.SESSIONS_ENDED,
                Optional.of(further.subject().value()),
                now,
                Map.of("generation", Integer.toString(further.generation())));
    }

    private enum Part {
        ACCOUNT,
        SESSION,
        EVENT
    }
}

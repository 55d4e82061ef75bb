package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.session.AccountStanding;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SessionId;
import cn.touzhi.registration.session.Sessions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Records that people who are registered accept a newer version of the policy (duty 2), each version once. */
final class Acceptances {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final Sessions sessions;
    private final Policies policies;
    private final Clock clock;
    private final SecureRandom random;

    Acceptances(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            Sessions sessions,
            Policies policies,
            Clock clock,
            SecureRandom random) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.sessions = sessions;
        this.policies = policies;
        this.clock = clock;
        this.random = random;
    }

    /** Records that {@code subject} accepts {@code version} on {@code session}, in one write with what depends on it. */
    Accepted accept(SubjectId subject, SessionId session, int generation, int version) {
        Optional<Policy> policy = policies.version(version);
        if (policy.isEmpty()) {
            return new Accepted.NoSuchVersion();
        }
        int current = policies.current().version();
        if (version != current) {
            return new Accepted.NotCurrent(current);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return read(subject, session)
                .filter(known -> known.isAliveAt(now) && known.generation() == generation)
                .map(known -> record(known, policy.get(), now))
                .orElseGet(Accepted.NotAdmitted::new);
    }

    private Accepted record(Session session, Policy policy, Instant now) {
        SubjectId subject = session.subject();
        Acceptance acceptance =
                new Acceptance(subject, policy.version(), policy.sha256(), now, Source.from(session.client()));
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.SESSION, sessions.goesOn(subject, session.id()));
        parts.put(Part.ACCOUNT, AccountStanding.check(table, subject, session.generation()));
        parts.put(
                Part.ACCEPTANCE, Change.when(table, "attribute_not_exists(#pk)").put(acceptance.toItem()));
        parts.put(Part.EVENT, SubjectEvent.of(subject, accepted(acceptance)).put(table));
        return switch (transactions.write(parts)) {
            case Transactions.Done<Part> _ -> new Accepted.Since(now);
            case Transactions.Refused<Part>(var found) ->
                found.containsKey(Part.SESSION) || found.containsKey(Part.ACCOUNT)
                        ? new Accepted.NotAdmitted()
                        // before, by a twin, or by our own first try whose answer was lost: the first time counts
                        : new Accepted.Since(instantOf(found.get(Part.ACCEPTANCE), RegistrationTable.ACCEPTED_AT));
        };
    }

    private Optional<Session> read(SubjectId subject, SessionId session) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.sessionKey(subject, session))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(Session.of(item));
    }

    private Event accepted(Acceptance acceptance) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.POLICY_ACCEPTED,
                Optional.of(acceptance.subject().value()),
                acceptance.acceptedAt(),
                Map.of(
                        "policyVersion", Integer.toString(acceptance.version()),
                        "acceptedAt", acceptance.acceptedAt().toString(),
                        "source", acceptance.source().text()));
    }

    private enum Part {
        SESSION,
        ACCOUNT,
        ACCEPTANCE,
        EVENT
    }
}

package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Opens sessions on accounts that exist, each by using up one proof. */
public final class SignIns {
    /** How often the way is looked for again when another writer was faster. */
    public static final int TRIES = 3;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final VerificationUse uses;
    private final Entrances entrances;
    private final Sessions sessions;
    private final SubjectKeys subjectKeys;
    private final Duration grace;
    private final Clock clock;
    private final OperationLog log;

    /** @param grace for how long a used proof is answered again */
    public SignIns(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            VerificationUse uses,
            Sessions sessions,
            SubjectKeys subjectKeys,
            Duration grace,
            Clock clock,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.uses = uses;
        this.entrances = new Entrances(dynamo, table, uses);
        this.sessions = sessions;
        this.subjectKeys = subjectKeys;
        this.grace = grace;
        this.clock = clock;
        this.log = log;
    }

    /** Signs in whoever has {@code proof}'s address. */
    SignIn signIn(Proof proof, Device device) {
        if (proof.purpose() != Purpose.ENTER) {
            return new SignIn.ProofNotUsable();
        }
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<SignIn> outcome =
                    switch (entrances.of(proof)) {
                        case Entrance.Shut _ -> Optional.of(new SignIn.ProofNotUsable());
                        case Entrance.Free _ -> Optional.of(new SignIn.NoAccount());
                        case Entrance.Used(var use) ->
                            again(use, device.secret())
                                    .<SignIn>map(repeat -> new SignIn.SignedIn(repeat.session()))
                                    .or(() -> Optional.of(new SignIn.ProofNotUsable()));
                        case Entrance.Owned(SubjectId owner) -> enter(owner, proof, device);
                    };
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new SignIn.Busy();
    }

    /** Signs {@code owner} in; empty if something has changed meanwhile, so that the way must be looked for again. */
    public Optional<SignIn> enter(SubjectId owner, Proof proof, Device device) {
        Optional<AccountStanding> standing = standingOf(owner).filter(AccountStanding::active);
        return standing.isEmpty()
                ? Optional.of(new SignIn.ProofNotUsable())
                : open(owner, standing.get(), proof, device).map(SignIn.SignedIn::new);
    }

    /**
     * The session that a proof has opened already, for a client whose answer was lost: on the same device, soon after,
     * and before the session was ever refreshed. Nothing is written.
     */
    public Optional<Repeat> again(VerificationUse.Standing.Used use, DeviceSecret secret) {
        Instant now = clock.instant();
        if (now.isAfter(use.at().plus(grace))) {
            return Optional.empty();
        }
        var items = BatchReads.read(
                dynamo,
                table,
                List.of(
                        RegistrationTable.sessionKey(use.by(), new SessionId(use.session())),
                        RegistrationTable.accountKey(use.by())));
        if (items.getFirst().isEmpty() || items.getLast().isEmpty()) {
            return Optional.empty();
        }
        Session session = Session.of(items.getFirst().get());
        AccountStanding account = AccountStanding.of(items.getLast().get());
        boolean same = session.counter() == 0
                && session.isAliveAt(now)
                && account.admits(session.generation())
                && sessions.isOn(session, secret);
        // an account and its first session are made in one transaction, and bear the same second
        boolean created = account.createdAt().equals(session.createdAt());
        return same ? Optional.of(new Repeat(session, created)) : Optional.empty();
    }

    private Optional<AccountStanding> standingOf(SubjectId subject) {
        Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                        .key(RegistrationTable.accountKey(subject))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(AccountStanding.of(item));
    }

    private Optional<Session> open(SubjectId owner, AccountStanding standing, Proof proof, Device device) {
        Optional<DataKey> key = device.name().flatMap(name -> subjectKeys.of(owner));
        Session session = sessions.begin(owner, standing.generation(), standing.staff(), device, key);
        EnumMap<Part, TransactWriteItem> actions = new EnumMap<>(Part.class);
        actions.put(Part.VERIFICATION, uses.use(proof, owner, session.id()));
        actions.put(Part.ACCOUNT, AccountStanding.check(table, owner, standing.generation()));
        actions.put(Part.SESSION, sessions.put(session));
        return switch (transactions.write(actions)) {
            case Transactions.Done<Part> _ -> {
                log.event("signed-in").with("session", session.id()).write();
                yield Optional.of(session);
            }
            case Transactions.Refused<Part> _ -> Optional.empty();
        };
    }

    /**
     * A session that was opened before.
     *
     * @param created whether the account was opened with it
     */
    public record Repeat(Session session, boolean created) {}

    private enum Part {
        VERIFICATION,
        ACCOUNT,
        SESSION
    }
}

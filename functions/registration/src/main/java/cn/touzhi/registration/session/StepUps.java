package cn.touzhi.registration.session;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Has people prove again that they are the owner, before something grave: by an address that is theirs, on a session
 * that goes on. The session keeps when and by which address; its refresh token doesn't, so that the next access token
 * is an ordinary one again.
 */
public final class StepUps {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final SessionActions actions;
    private final VerificationUse uses;
    private final IdentityActions identities;
    private final Duration grace;
    private final Clock clock;
    private final OperationLog log;

    /** @param grace for how long a used proof is answered again */
    public StepUps(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            VerificationUse uses,
            IdentityActions identities,
            Duration grace,
            Clock clock,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.actions = new SessionActions(table);
        this.uses = uses;
        this.identities = identities;
        this.grace = grace;
        this.clock = clock;
        this.log = log;
    }

    /** Uses {@code proof} up for session {@code own} of {@code subject}, which is of {@code generation}. */
    StepUp stepUp(SubjectId subject, SessionId own, int generation, Proof proof) {
        if (proof.purpose() != Purpose.CONFIRM) {
            return new StepUp.ProofNotUsable();
        }
        return Attempts.until(() -> tryOnce(subject, own, generation, proof), new StepUp.Busy());
    }

    /** Empty if something has changed between reading and writing. */
    private Optional<StepUp> tryOnce(SubjectId subject, SessionId own, int generation, Proof proof) {
        var items = BatchReads.read(
                dynamo,
                table,
                List.of(
                        RegistrationTable.sessionKey(subject, own),
                        RegistrationTable.accountKey(subject),
                        uses.keyOf(proof),
                        RegistrationTable.identityKey(proof.addressDigest())));
        Optional<Session> session = items.getFirst()
                .map(Session::of)
                .filter(known -> known.isAliveAt(clock.instant()) && known.generation() == generation);
        boolean admitted = items.get(1)
                .filter(account -> AccountStanding.of(account).admits(generation))
                .isPresent();
        if (session.isEmpty() || !admitted) {
            return Optional.of(new StepUp.NotAdmitted());
        }
        return switch (uses.standing(proof, items.get(2).orElse(Map.of()))) {
            case VerificationUse.Standing.Over _ -> Optional.of(new StepUp.ProofNotUsable());
            case VerificationUse.Standing.Used use -> Optional.of(again(session.get(), proof, use));
            case VerificationUse.Standing.Usable _ ->
                items.getLast()
                                .map(Identity::of)
                                .filter(identity -> identity.subject().equals(subject) && !identity.removed())
                                .isPresent()
                        ? confirm(session.get().grant(), proof)
                        : Optional.of(new StepUp.NotYourAddress());
        };
    }

    /** For a client whose answer was lost: the same, soon after, to the same session and no other. */
    private StepUp again(Session session, Proof proof, VerificationUse.Standing.Used use) {
        boolean same = use.by().equals(session.subject())
                && use.session().equals(session.id().value())
                && session.confirmedBy().equals(Optional.of(proof.addressDigest()))
                && !clock.instant().isAfter(use.at().plus(grace));
        return session.confirmedAt()
                .filter(at -> same)
                .<StepUp>map(at -> new StepUp.Confirmed(session.grant().confirmedAt(at)))
                .orElseGet(StepUp.ProofNotUsable::new);
    }

    private Optional<StepUp> confirm(Grant grant, Proof proof) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.VERIFICATION, uses.use(proof, grant.subject(), grant.session()));
        parts.put(Part.IDENTITY, identities.prove(grant.subject(), proof.addressDigest()));
        parts.put(Part.ACCOUNT, AccountStanding.check(table, grant.subject(), grant.generation()));
        parts.put(Part.SESSION, actions.confirm(grant, proof.addressDigest(), now));
        return switch (transactions.write(parts)) {
            case Transactions.Done<Part> _ -> {
                log.event("stepped-up").with("session", grant.session()).write();
                yield Optional.of(new StepUp.Confirmed(grant.confirmedAt(now)));
            }
            case Transactions.Refused<Part> _ -> Optional.empty();
        };
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        ACCOUNT,
        SESSION
    }
}

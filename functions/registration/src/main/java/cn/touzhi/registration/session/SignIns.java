package cn.touzhi.registration.session;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Opens sessions on accounts that exist, each by using up one proof. */
public final class SignIns {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Entrances entrances;
    private final AccountReads accounts;
    private final SecondChecks secondChecks;
    private final Openings openings;
    private final Sessions sessions;
    private final Duration grace;
    private final Clock clock;

    /** @param grace for how long a used proof is answered again */
    public SignIns(
            DynamoDbClient dynamo,
            String table,
            Entrances entrances,
            AccountReads accounts,
            SecondChecks secondChecks,
            Openings openings,
            Sessions sessions,
            Duration grace,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.entrances = entrances;
        this.accounts = accounts;
        this.secondChecks = secondChecks;
        this.openings = openings;
        this.sessions = sessions;
        this.grace = grace;
        this.clock = clock;
    }

    /** Signs in whoever has {@code proof}'s address. */
    public SignIn signIn(Proof proof, Device device, SecondCheck second) {
        if (proof.purpose() != Purpose.ENTER) {
            return new SignIn.ProofNotUsable();
        }
        return Attempts.until(() -> attempt(proof, device, second), new SignIn.Busy());
    }

    private Optional<SignIn> attempt(Proof proof, Device device, SecondCheck second) {
        return switch (entrances.of(proof)) {
            case Entrance.Shut _ -> Optional.of(new SignIn.ProofNotUsable());
            case Entrance.Free _ -> Optional.of(new SignIn.NoAccount());
            case Entrance.Removed(Identity identity, var _) -> Optional.of(removed(identity));
            case Entrance.Used(var use) ->
                again(use, device.secret())
                        .<SignIn>map(repeat -> new SignIn.SignedIn(repeat.session()))
                        .or(() -> Optional.of(new SignIn.ProofNotUsable()));
            case Entrance.Owned(Identity identity, var _) -> enter(identity, proof, device, second);
        };
    }

    /** What is told to whoever proves an address that was removed from its account of late. */
    public static SignIn.Refused removed(Identity identity) {
        return new SignIn.AddressRemoved(identity.expiresAt().orElseThrow());
    }

    /**
     * Signs the owner of {@code identity} in; empty if something has changed meanwhile, so that the way must be looked
     * for again.
     */
    public Optional<SignIn> enter(Identity identity, Proof proof, Device device, SecondCheck second) {
        Optional<Holdings> found = accounts.of(identity.subject());
        if (found.isEmpty()) {
            return Optional.of(new SignIn.ProofNotUsable());
        }
        Holdings holdings = found.get();
        if (!holdings.standing().active()) {
            return Optional.of(new SignIn.Frozen());
        }
        SecondChecks.Checked checked = secondChecks.needed(identity, device.secret(), second)
                ? secondChecks.check(identity, holdings, second)
                : new SecondChecks.Checked.Needless();
        return checked instanceof SecondChecks.Checked.Failed(SignIn.Refused why)
                ? Optional.of(why)
                : openings.open(holdings, proof, device, checked);
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

    /**
     * A session that was opened before.
     *
     * @param created whether the account was opened with it
     */
    public record Repeat(Session session, boolean created) {}
}

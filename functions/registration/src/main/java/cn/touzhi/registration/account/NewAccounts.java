package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.session.BirthDates;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.Sessions;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Verification;
import cn.touzhi.registration.verification.VerificationUse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Makes accounts, each in one transaction with all that belongs to it: nobody ever has half of one. */
public final class NewAccounts {
    private static final Detachments.Detachment NOTHING_DETACHED =
            new Detachments.Detachment(Optional.empty(), List.of());

    private final Transactions transactions;
    private final String table;
    private final VerificationUse uses;
    private final IdentityActions identities;
    private final Sessions sessions;
    private final SubjectKeys subjectKeys;
    private final DayKeys dayKeys;
    private final SecureRandom random;
    private final OperationLog log;

    public NewAccounts(
            Transactions transactions,
            String table,
            VerificationUse uses,
            IdentityActions identities,
            Sessions sessions,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            SecureRandom random,
            OperationLog log) {
        this.transactions = transactions;
        this.table = table;
        this.uses = uses;
        this.identities = identities;
        this.sessions = sessions;
        this.subjectKeys = subjectKeys;
        this.dayKeys = dayKeys;
        this.random = random;
        this.log = log;
    }

    /**
     * Opens an account for the address of {@code verification}, which is nobody's; empty if something has changed
     * meanwhile, so that the way must be looked for again.
     */
    Optional<Registered> open(Registration registration, Verification verification, Policy policy) {
        return open(registration, verification, policy, identities::add, NOTHING_DETACHED);
    }

    /** The same for an address that {@code old} has had so far, from whose account {@code detachment} takes it. */
    Optional<Registered> open(
            Registration registration,
            Verification verification,
            Policy policy,
            Identity old,
            Detachments.Detachment detachment) {
        return open(registration, verification, policy, taken -> identities.take(taken, old), detachment);
    }

    private Optional<Registered> open(
            Registration registration,
            Verification verification,
            Policy policy,
            Function<Identity, TransactWriteItem> claim,
            Detachments.Detachment detachment) {
        Optional<String> address =
                verification.addressIn(dayKeys, registration.proof().verification());
        if (address.isEmpty()) {
            return Optional.of(new Registered.NotLetIn(new SignIn.ProofNotUsable()));
        }
        SubjectId subject = SubjectId.random(random);
        SubjectKeys.NewKey key = subjectKeys.create(subject);
        Session session =
                sessions.begin(subject, Account.FIRST_GENERATION, false, registration.device(), Optional.of(key.key()));
        Instant now = session.createdAt();

        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.VERIFICATION, uses.use(registration.proof(), subject, session.id()));
        parts.put(Part.IDENTITY, claim.apply(identityOf(registration, subject, now)));
        parts.put(
                Part.ADDRESS,
                put(addressOf(registration, subject, key.key(), address.get(), now)
                        .toItem()));
        parts.put(
                Part.ACCOUNT,
                put(accountOf(registration, subject, key.key(), now).toItem()));
        parts.put(
                Part.ACCEPTANCE,
                put(acceptanceOf(registration, subject, policy, now).toItem()));
        parts.put(
                Part.EVENT,
                SubjectEvent.of(subject, registered(registration, subject, policy, now))
                        .put(table));
        parts.put(Part.SESSION, sessions.put(session));
        parts.put(Part.SUBJECT_KEY, key.put());
        detachment.account().ifPresent(change -> parts.put(Part.OLD_ACCOUNT, change));
        return switch (transactions.write(parts, detachment.more())) {
            case Transactions.Done<Part> _ -> {
                log.event("account-registered").with("session", session.id()).write();
                yield Optional.of(new Registered.NewAccount(session));
            }
            case Transactions.Refused<Part> _ -> Optional.empty();
        };
    }

    private Account accountOf(Registration registration, SubjectId subject, DataKey key, Instant now) {
        return Account.opened(
                subject,
                BirthDates.seal(registration.birthDate(), subject, key, random),
                registration.locale(),
                registration.source(),
                now);
    }

    private Event registered(Registration registration, SubjectId subject, Policy policy, Instant now) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.ACCOUNT_REGISTERED,
                Optional.of(subject.value()),
                now,
                Map.of(
                        "policyVersion", Integer.toString(policy.version()),
                        "acceptedAt", now.toString(),
                        "source", registration.source().text(),
                        "locale", registration.locale().text()));
    }

    private static Identity identityOf(Registration registration, SubjectId subject, Instant now) {
        Proof proof = registration.proof();
        // the first one is as old as the account: there is nothing that it could take from anyone
        return Identity.added(proof.addressDigest(), subject, proof.channel(), now, now);
    }

    private AccountAddress addressOf(
            Registration registration, SubjectId subject, DataKey key, String address, Instant now) {
        Proof proof = registration.proof();
        byte[] sealed = AccountAddress.seal(key, address, subject, proof.addressDigest(), random);
        return new AccountAddress(
                subject, proof.addressDigest(), proof.channel(), sealed, now, Optional.empty(), Optional.empty());
    }

    private static Acceptance acceptanceOf(Registration registration, SubjectId subject, Policy policy, Instant now) {
        return new Acceptance(subject, policy.version(), policy.sha256(), now, registration.source());
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return Change.when(table, "attribute_not_exists(#pk)").put(item);
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        ADDRESS,
        ACCOUNT,
        ACCEPTANCE,
        EVENT,
        SESSION,
        SUBJECT_KEY,
        OLD_ACCOUNT
    }
}

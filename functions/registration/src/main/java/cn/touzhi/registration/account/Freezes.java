package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Freezes accounts (policy 5.2 (5), duty 64): whoever proves any of its addresses, be it one that was removed of late,
 * ends all its sessions at once and opens a case.
 */
final class Freezes {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final AccountReads accounts;
    private final VerificationUse uses;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final SecureRandom random;
    private final Clock clock;
    private final OperationLog log;

    Freezes(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            AccountReads accounts,
            VerificationUse uses,
            AccountNotices notices,
            AccountEvents events,
            SecureRandom random,
            Clock clock,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.accounts = accounts;
        this.uses = uses;
        this.notices = notices;
        this.events = events;
        this.random = random;
        this.clock = clock;
        this.log = log;
    }

    /** Freezes the account that {@code proof}'s address belongs to, or did a short while ago. */
    Freeze freeze(Proof proof) {
        if (proof.purpose() != Purpose.CONFIRM) {
            return new Freeze.ProofNotUsable();
        }
        return Attempts.until(() -> attempt(proof), new Freeze.Busy());
    }

    private Optional<Freeze> attempt(Proof proof) {
        var items = BatchReads.read(
                dynamo, table, List.of(uses.keyOf(proof), RegistrationTable.identityKey(proof.addressDigest())));
        VerificationUse.Standing standing =
                uses.standing(proof, items.getFirst().orElse(Map.of()));
        if (standing instanceof VerificationUse.Standing.Over) {
            return Optional.of(new Freeze.ProofNotUsable());
        }
        Optional<Identity> identity =
                items.getLast().map(Identity::of).filter(known -> !known.isGoneAt(clock.instant()));
        Optional<Holdings> holdings = identity.flatMap(known -> accounts.of(known.subject()));
        if (holdings.isEmpty()) {
            return Optional.of(new Freeze.NoAccount());
        }
        return switch (holdings.get().standing().state()) {
            // so that repeating it, or doing it twice, is no error
            case FROZEN -> Optional.of(new Freeze.Frozen(textOf(holdings.get().account(), RegistrationTable.CASE_ID)));
            case ACTIVE ->
                standing instanceof VerificationUse.Standing.Usable
                        ? write(proof, identity.get(), holdings.get())
                        : Optional.of(new Freeze.ProofNotUsable());
            case STRANDED, ERASED -> Optional.of(new Freeze.NoAccount());
        };
    }

    private Optional<Freeze> write(Proof proof, Identity identity, Holdings holdings) {
        CaseId caseId = CaseId.random(random);
        int generation = holdings.standing().generation();
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.VERIFICATION, uses.use(proof, holdings.subject(), caseId));
        parts.put(
                Part.IDENTITY,
                Change.when(table, "#subject = :subject")
                        .with(":subject", text(holdings.subject().value()))
                        .check(RegistrationTable.identityKey(identity.addressDigest())));
        parts.put(
                Part.ACCOUNT,
                Change.when(table, "#state = :active AND #generation = :generation")
                        .with(":active", text(AccountState.ACTIVE.text()))
                        .with(":generation", number(generation))
                        .with(":next", number(generation + 1L))
                        .with(":frozen", text(AccountState.FROZEN.text()))
                        .with(":now", seconds(clock.instant()))
                        .with(":case", text(caseId.value()))
                        .update(
                                RegistrationTable.accountKey(holdings.subject()),
                                "SET #state = :frozen, #generation = :next, #frozenAt = :now, #caseId = :case"));
        List<TransactWriteItem> more = new ArrayList<>();
        more.add(events.sessionsEnded(holdings.subject(), generation + 1));
        more.add(events.frozen(holdings.subject(), caseId));
        more.addAll(notices.toAll(NoticeKind.ACCOUNT_FROZEN, holdings));
        return switch (transactions.write(parts, more)) {
            case Transactions.Done<Part> _ -> {
                log.event("account-frozen").with("case", caseId).write();
                yield Optional.of(new Freeze.Frozen(caseId.value()));
            }
            case Transactions.Refused<Part> _ -> Optional.empty();
        };
    }

    /** What came of freezing. */
    sealed interface Freeze {
        /** It is frozen, now or before. */
        record Frozen(String caseId) implements Freeze {}

        /** The address is proved, but belongs to no account. */
        record NoAccount() implements Freeze {}

        /** Forged, expired, used, for another purpose: a stranger can't tell which. */
        record ProofNotUsable() implements Freeze {}

        /** Others were faster each time; nothing was done. */
        record Busy() implements Freeze {}
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        ACCOUNT
    }
}

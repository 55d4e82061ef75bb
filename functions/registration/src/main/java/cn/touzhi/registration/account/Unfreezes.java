package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Unfreezes accounts for whoever proves two of their addresses that were not new when the account was frozen: a thief has
 * one of them at most.
 */
final class Unfreezes {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Transactions transactions;
    private final AccountReads accounts;
    private final VerificationUse uses;
    private final IdentityActions actions;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final AccountTerms terms;
    private final Clock clock;
    private final OperationLog log;

    Unfreezes(
            DynamoDbClient dynamo,
            String table,
            Transactions transactions,
            AccountReads accounts,
            VerificationUse uses,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            AccountTerms terms,
            Clock clock,
            OperationLog log) {
        this.dynamo = dynamo;
        this.table = table;
        this.transactions = transactions;
        this.accounts = accounts;
        this.uses = uses;
        this.actions = actions;
        this.notices = notices;
        this.events = events;
        this.terms = terms;
        this.clock = clock;
        this.log = log;
    }

    /** Unfreezes the account that both addresses belong to. */
    Unfreeze unfreeze(Proof first, Proof second) {
        boolean usable = first.purpose() == Purpose.CONFIRM
                && second.purpose() == Purpose.CONFIRM
                && !first.verification().equals(second.verification());
        if (!usable) {
            return new Unfreeze.ProofNotUsable();
        }
        return Attempts.until(() -> attempt(first, second), new Unfreeze.Busy());
    }

    private Optional<Unfreeze> attempt(Proof first, Proof second) {
        if (first.addressDigest().equals(second.addressDigest())) {
            return Optional.of(new Unfreeze.NotTwoAddresses());
        }
        List<Optional<Map<String, AttributeValue>>> items = BatchReads.read(
                dynamo,
                table,
                List.of(
                        uses.keyOf(first),
                        uses.keyOf(second),
                        RegistrationTable.identityKey(first.addressDigest()),
                        RegistrationTable.identityKey(second.addressDigest())));
        VerificationUse.Standing one = uses.standing(first, items.get(0).orElse(Map.of()));
        VerificationUse.Standing two = uses.standing(second, items.get(1).orElse(Map.of()));
        if (one instanceof VerificationUse.Standing.Over || two instanceof VerificationUse.Standing.Over) {
            return Optional.of(new Unfreeze.ProofNotUsable());
        }
        List<Identity> identities = items.subList(2, items.size()).stream()
                .flatMap(Optional::stream)
                .map(Identity::of)
                .filter(identity -> !identity.removed())
                .toList();
        boolean ofOneAccount = identities.size() == 2
                && identities.getFirst().subject().equals(identities.getLast().subject());
        Optional<Holdings> holdings =
                ofOneAccount ? accounts.of(identities.getFirst().subject()) : Optional.empty();
        if (holdings.isEmpty()) {
            return Optional.of(new Unfreeze.NotTwoAddresses());
        }
        return switch (holdings.get().standing().state()) {
            case ACTIVE -> Optional.of(new Unfreeze.Unfrozen());
            case STRANDED, ERASED -> Optional.of(new Unfreeze.NotTwoAddresses());
            case FROZEN ->
                one instanceof VerificationUse.Standing.Usable && two instanceof VerificationUse.Standing.Usable
                        ? decide(first, second, identities, holdings.get())
                        : Optional.of(new Unfreeze.ProofNotUsable());
        };
    }

    /** The age that counts is that at the freeze: else a thief's address would only have to wait. */
    private Optional<Unfreeze> decide(Proof first, Proof second, List<Identity> identities, Holdings holdings) {
        Instant frozenAt = instantOf(holdings.account(), RegistrationTable.FROZEN_AT);
        return identities.stream().allMatch(identity -> identity.isTrustedAt(frozenAt))
                ? write(first, second, frozenAt, holdings)
                : Optional.of(new Unfreeze.TooYoung());
    }

    private Optional<Unfreeze> write(Proof first, Proof second, Instant frozenAt, Holdings holdings) {
        String caseId = textOf(holdings.account(), RegistrationTable.CASE_ID);
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.FIRST, uses.use(first, holdings.subject(), new CaseId(caseId)));
        parts.put(Part.SECOND, uses.use(second, holdings.subject(), new CaseId(caseId)));
        parts.put(Part.ONE, actions.proveTrusted(holdings.subject(), first.addressDigest(), frozenAt));
        parts.put(Part.OTHER, actions.proveTrusted(holdings.subject(), second.addressDigest(), frozenAt));
        parts.put(
                Part.ACCOUNT,
                Change.when(table, "#state = :frozen AND #frozenAt = :frozenAt")
                        .with(":frozen", text(AccountState.FROZEN.text()))
                        .with(":frozenAt", seconds(frozenAt))
                        .with(":active", text(AccountState.ACTIVE.text()))
                        .update(
                                RegistrationTable.accountKey(holdings.subject()),
                                "SET #state = :active REMOVE #frozenAt, #caseId"));
        List<TransactWriteItem> more = new ArrayList<>();
        more.addAll(youngAgain(holdings, frozenAt));
        more.add(events.unfrozen(holdings.subject(), caseId));
        more.addAll(notices.toAll(NoticeKind.ACCOUNT_UNFROZEN, holdings));
        return switch (transactions.write(parts, more)) {
            case Transactions.Done<Part> _ -> {
                log.event("account-unfrozen").write();
                yield Optional.of(new Unfreeze.Unfrozen());
            }
            case Transactions.Refused<Part> _ -> Optional.empty();
        };
    }

    /** Addresses that were new when the account was frozen have not grown older in the meantime. */
    private List<TransactWriteItem> youngAgain(Holdings holdings, Instant frozenAt) {
        Instant trustedFrom = clock.instant().plus(terms.youth());
        List<Map<String, AttributeValue>> keys = holdings.liveAddresses().stream()
                .map(AccountAddress::addressDigest)
                .map(RegistrationTable::identityKey)
                .toList();
        return BatchReads.read(dynamo, table, keys).stream()
                .flatMap(Optional::stream)
                .map(Identity::of)
                .filter(identity -> identity.subject().equals(holdings.subject()) && !identity.isTrustedAt(frozenAt))
                .map(identity -> actions.trust(holdings.subject(), identity.addressDigest(), trustedFrom))
                .toList();
    }

    /** What came of unfreezing. */
    sealed interface Unfreeze {
        /** It may be used, now or before. */
        record Unfrozen() implements Unfreeze {}

        /** These are not two addresses of one account. */
        record NotTwoAddresses() implements Unfreeze {}

        /** One of them was new when the account was frozen. */
        record TooYoung() implements Unfreeze {}

        /** One of them is forged, expired, used, for another purpose: a stranger can't tell which. */
        record ProofNotUsable() implements Unfreeze {}

        /** Others were faster each time; nothing was done. */
        record Busy() implements Unfreeze {}
    }

    private enum Part {
        FIRST,
        SECOND,
        ONE,
        OTHER,
        ACCOUNT
    }
}

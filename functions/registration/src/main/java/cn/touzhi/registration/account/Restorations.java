package cn.touzhi.registration.account;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Gives addresses back to the accounts that they were removed from, on their own proof alone. */
final class Restorations {
    private final DynamoDbClient dynamo;
    private final String table;
    private final IdentityWrites writes;
    private final AccountReads accounts;
    private final VerificationUse uses;
    private final IdentityActions actions;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final Clock clock;

    Restorations(
            DynamoDbClient dynamo,
            String table,
            IdentityWrites writes,
            AccountReads accounts,
            VerificationUse uses,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.writes = writes;
        this.accounts = accounts;
        this.uses = uses;
        this.actions = actions;
        this.notices = notices;
        this.events = events;
        this.clock = clock;
    }

    /** Restores the address that {@code proof} proves. */
    IdentityOutcome restore(Proof proof) {
        return Attempts.until(() -> attempt(proof), new IdentityOutcome.Busy());
    }

    private Optional<IdentityOutcome> attempt(Proof proof) {
        var items = BatchReads.read(
                dynamo, table, List.of(uses.keyOf(proof), RegistrationTable.identityKey(proof.addressDigest())));
        Optional<Identity> present =
                items.getLast().map(Identity::of).filter(known -> !known.isGoneAt(clock.instant()));
        return switch (uses.standing(proof, items.getFirst().orElse(Map.of()))) {
            case VerificationUse.Standing.Used used
            when present.filter(known -> known.subject().equals(used.by()) && !known.removed())
                    .isPresent() -> Optional.of(new IdentityOutcome.Done());
            case VerificationUse.Standing.Usable _
            when proof.purpose() == Purpose.CONFIRM ->
                present.filter(Identity::removed)
                        .map(removed -> write(proof, removed))
                        .orElseGet(() -> Optional.of(new IdentityOutcome.NothingRemoved()));
            default -> Optional.of(new IdentityOutcome.ProofNotUsable());
        };
    }

    private Optional<IdentityOutcome> write(Proof proof, Identity removed) {
        if (!removed.isTrustedAt(removed.removedAt().orElseThrow())) {
            // a thief's own address, most likely, which would come back as often as it is removed
            return Optional.of(new IdentityOutcome.TooYoung());
        }
        Optional<Holdings> found = accounts.of(removed.subject());
        if (found.isEmpty()) {
            return Optional.of(new IdentityOutcome.NothingRemoved());
        }
        Holdings holdings = found.get();
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        parts.put(Part.VERIFICATION, uses.use(proof, removed.subject(), proof.verification()));
        parts.put(Part.IDENTITY, actions.restore(removed.subject(), removed.addressDigest()));
        parts.put(Part.ADDRESS, actions.restoreDetail(removed.subject(), removed.addressDigest()));
        parts.put(Part.ACCOUNT, writes.count(holdings, IdentityWrites.countOf(holdings) + 1));
        List<TransactWriteItem> more = new ArrayList<>();
        more.add(events.identitiesChanged(removed.subject(), IdentityChange.RESTORED));
        more.addAll(notices.toAll(NoticeKind.IDENTITY_RESTORED, holdings));
        return writes.write(parts, more, IdentityChange.RESTORED);
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        ADDRESS,
        ACCOUNT
    }
}

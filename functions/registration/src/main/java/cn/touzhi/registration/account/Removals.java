package cn.touzhi.registration.account;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.Holdings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Removes addresses from accounts. It takes a step-up with an address that is not new, so that whoever has just added
 * one can't drive the others out with it; and whoever is removed can undo it for a while.
 */
final class Removals {
    private final DynamoDbClient dynamo;
    private final String table;
    private final IdentityWrites writes;
    private final IdentityActions actions;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final AccountTerms terms;
    private final Clock clock;

    Removals(
            DynamoDbClient dynamo,
            String table,
            IdentityWrites writes,
            IdentityActions actions,
            AccountNotices notices,
            AccountEvents events,
            AccountTerms terms,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.writes = writes;
        this.actions = actions;
        this.notices = notices;
        this.events = events;
        this.terms = terms;
        this.clock = clock;
    }

    /** Removes that address of the caller's whose digest is {@code meant}. */
    IdentityOutcome remove(Caller caller, Predicate<String> meant) {
        return Attempts.until(() -> attempt(caller, meant), new IdentityOutcome.Busy());
    }

    private Optional<IdentityOutcome> attempt(Caller caller, Predicate<String> meant) {
        Optional<Holdings> found =
                writes.holdingsOf(caller).filter(holdings -> holdings.standing().active());
        if (found.isEmpty()) {
            return Optional.of(new IdentityOutcome.SessionOver());
        }
        Holdings holdings = found.get();
        Optional<AccountAddress> address = holdings.addresses().stream()
                .filter(known -> meant.test(known.addressDigest()))
                .findFirst();
        if (address.isEmpty()) {
            return Optional.of(new IdentityOutcome.NoSuchIdentity());
        }
        if (!address.get().live()) {
            return Optional.of(new IdentityOutcome.Done());
        }
        Optional<Identity> confirming = writes.stepUpOf(holdings, caller).flatMap(this::identity);
        boolean confirmed = confirming
                .filter(known -> known.subject().equals(caller.subject()) && !known.removed())
                .isPresent();
        if (!confirmed) {
            return Optional.of(new IdentityOutcome.StepUpNeeded());
        }
        if (!confirming.get().isTrustedAt(clock.instant())) {
            return Optional.of(new IdentityOutcome.TooYoung());
        }
        return IdentityWrites.countOf(holdings) == 1
                ? Optional.of(new IdentityOutcome.LastOne())
                : write(
                        holdings,
                        caller,
                        address.get().addressDigest(),
                        confirming.get().addressDigest());
    }

    private Optional<IdentityOutcome> write(
            Holdings holdings, Caller caller, String addressDigest, String confirmedBy) {
        Instant end = clock.instant().plus(terms.undo());
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        if (confirmedBy.equals(addressDigest)) {
            parts.put(Part.IDENTITY, actions.removeTrusted(caller.subject(), addressDigest, end));
        } else {
            parts.put(Part.IDENTITY, actions.remove(caller.subject(), addressDigest, end));
            parts.put(Part.CONFIRMED_BY, actions.checkTrusted(caller.subject(), confirmedBy));
        }
        parts.put(Part.ADDRESS, actions.removeDetail(caller.subject(), addressDigest, end));
        parts.put(Part.ACCOUNT, writes.count(holdings, IdentityWrites.countOf(holdings) - 1));
        parts.put(Part.SESSION, writes.goesOn(caller));
        List<TransactWriteItem> more = new ArrayList<>();
        more.add(events.identitiesChanged(caller.subject(), IdentityChange.REMOVED));
        more.addAll(notices.toAll(NoticeKind.IDENTITY_REMOVED, holdings));
        return writes.write(parts, more, IdentityChange.REMOVED);
    }

    private Optional<Identity> identity(String addressDigest) {
        return BatchReads.read(dynamo, table, List.of(RegistrationTable.identityKey(addressDigest)))
                .getFirst()
                .map(Identity::of);
    }

    private enum Part {
        IDENTITY,
        ADDRESS,
        ACCOUNT,
        SESSION,
        CONFIRMED_BY
    }
}

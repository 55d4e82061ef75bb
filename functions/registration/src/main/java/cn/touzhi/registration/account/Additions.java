package cn.touzhi.registration.account;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.SubjectKeys;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.identity.IdentityActions;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.session.SecondChecks;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.Verification;
import cn.touzhi.registration.verification.VerificationUse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Adds addresses to accounts. The new one can be signed in with at once, but takes nothing from the others for a while. */
final class Additions {

    /**
     * Those that were removed of late count too, times the most that there may be: else a thief who adds and removes
     * without end could make more of them than one transaction of staff can put in order.
     */
    private static final int MOST_REMEMBERED = 4;

    private final DynamoDbClient dynamo;
    private final String table;
    private final IdentityWrites writes;
    private final VerificationUse uses;
    private final IdentityActions actions;
    private final SecondChecks secondChecks;
    private final Detachments detachments;
    private final SubjectKeys subjectKeys;
    private final DayKeys dayKeys;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final AccountTerms terms;
    private final SecureRandom random;
    private final Clock clock;

    Additions(
            DynamoDbClient dynamo,
            String table,
            IdentityWrites writes,
            VerificationUse uses,
            IdentityActions actions,
            SecondChecks secondChecks,
            Detachments detachments,
            SubjectKeys subjectKeys,
            DayKeys dayKeys,
            AccountNotices notices,
            AccountEvents events,
            AccountTerms terms,
            SecureRandom random,
            Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.writes = writes;
        this.uses = uses;
        this.actions = actions;
        this.secondChecks = secondChecks;
        this.detachments = detachments;
        this.subjectKeys = subjectKeys;
        this.dayKeys = dayKeys;
        this.notices = notices;
        this.events = events;
        this.terms = terms;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Adds the address that {@code proof} proves.
     *
     * @param detach whether it may be taken from an account that has not proved it for long
     */
    IdentityOutcome add(Caller caller, Proof proof, boolean detach) {
        return Attempts.until(() -> attempt(caller, proof, detach), new IdentityOutcome.Busy());
    }

    private Optional<IdentityOutcome> attempt(Caller caller, Proof proof, boolean detach) {
        Optional<Holdings> holdings = writes.holdingsOf(caller);
        if (holdings.isEmpty()) {
            return Optional.of(new IdentityOutcome.SessionOver());
        }
        var items = BatchReads.read(
                dynamo, table, List.of(uses.keyOf(proof), RegistrationTable.identityKey(proof.addressDigest())));
        Optional<Identity> present =
                items.getLast().map(Identity::of).filter(known -> !known.isGoneAt(clock.instant()));
        boolean added = present.filter(known -> known.subject().equals(caller.subject()) && !known.removed())
                .isPresent();
        return switch (uses.standing(proof, items.getFirst().orElse(Map.of()))) {
            case VerificationUse.Standing.Used used
            when added && used.by().equals(caller.subject()) -> Optional.of(new IdentityOutcome.Done());
            case VerificationUse.Standing.Usable(var verification)
            when proof.purpose() == Purpose.IDENTITY ->
                added
                        ? Optional.of(new IdentityOutcome.Done())
                        : refusal(holdings.get(), caller, present, detach)
                                .or(() -> write(holdings.get(), caller, proof, verification, present));
            default -> Optional.of(new IdentityOutcome.ProofNotUsable());
        };
    }

    private Optional<IdentityOutcome> refusal(
            Holdings holdings, Caller caller, Optional<Identity> present, boolean detach) {
        boolean others = present.filter(known -> !known.subject().equals(caller.subject()))
                .isPresent();
        boolean mayBeTaken = detach
                && present.filter(this::isPerhapsRecycled)
                        .filter(detachments::allowed)
                        .isPresent();
        if (others && !mayBeTaken) {
            return Optional.of(new IdentityOutcome.InUse());
        }
        // whoever has no address can't prove one; all that a stranded account's sessions can do is this
        if (holdings.standing().active() && writes.stepUpOf(holdings, caller).isEmpty()) {
            return Optional.of(new IdentityOutcome.StepUpNeeded());
        }
        return IdentityWrites.countOf(holdings) < terms.identities()
                        && remembered(holdings) < MOST_REMEMBERED * terms.identities()
                ? Optional.empty()
                : Optional.of(new IdentityOutcome.TooMany());
    }

    private long remembered(Holdings holdings) {
        return holdings.addresses().stream()
                .filter(address ->
                        address.expiresAt().map(clock.instant()::isBefore).orElse(true))
                .count();
    }

    private boolean isPerhapsRecycled(Identity identity) {
        return identity.removed() || secondChecks.isPerhapsRecycled(identity);
    }

    private Optional<IdentityOutcome> write(
            Holdings holdings, Caller caller, Proof proof, Verification verification, Optional<Identity> old) {
        Optional<DataKey> key = subjectKeys.of(caller.subject());
        Optional<String> address = verification.addressIn(dayKeys, proof.verification());
        if (key.isEmpty() || address.isEmpty()) {
            return Optional.of(new IdentityOutcome.ProofNotUsable());
        }
        Instant now = clock.instant();
        Identity identity =
                Identity.added(proof.addressDigest(), caller.subject(), proof.channel(), now, now.plus(terms.youth()));
        EnumMap<Part, TransactWriteItem> parts = new EnumMap<>(Part.class);
        List<TransactWriteItem> more = new ArrayList<>();
        parts.put(Part.VERIFICATION, uses.use(proof, caller.subject(), caller.session()));
        parts.put(
                Part.IDENTITY, old.map(known -> actions.take(identity, known)).orElseGet(() -> actions.add(identity)));
        old.filter(known -> !known.subject().equals(caller.subject()))
                .map(detachments::of)
                .ifPresent(detachment -> {
                    detachment.account().ifPresent(change -> parts.put(Part.OLD_ACCOUNT, change));
                    more.addAll(detachment.more());
                });
        parts.put(Part.ACCOUNT, writes.count(holdings, IdentityWrites.countOf(holdings) + 1));
        parts.put(Part.SESSION, writes.goesOn(caller));
        if (holdings.standing().active()) {
            parts.put(
                    Part.CONFIRMED_BY,
                    actions.check(
                            caller.subject(), writes.stepUpOf(holdings, caller).orElseThrow()));
        }
        more.add(Change.putAnyway(
                table, detailOf(identity, key.get(), address.get()).toItem()));
        more.add(events.identitiesChanged(caller.subject(), IdentityChange.ADDED));
        more.addAll(notices.toAll(NoticeKind.IDENTITY_ADDED, holdings));
        return writes.write(parts, more, IdentityChange.ADDED);
    }

    private AccountAddress detailOf(Identity identity, DataKey key, String address) {
        return new AccountAddress(
                identity.subject(),
                identity.addressDigest(),
                identity.channel(),
                AccountAddress.seal(key, address, identity.subject(), identity.addressDigest(), random),
                identity.addedAt(),
                Optional.empty(),
                Optional.empty());
    }

    private enum Part {
        VERIFICATION,
        IDENTITY,
        OLD_ACCOUNT,
        ACCOUNT,
        SESSION,
        CONFIRMED_BY
    }
}

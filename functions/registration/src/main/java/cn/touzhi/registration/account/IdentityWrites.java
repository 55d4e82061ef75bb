package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.Holdings;
import cn.touzhi.registration.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What all changes of an account's addresses have in common. */
final class IdentityWrites {
    private final String table;
    private final Transactions transactions;
    private final AccountReads accounts;
    private final Duration fresh;
    private final Clock clock;
    private final OperationLog log;

    /** @param fresh how long a step-up holds */
    IdentityWrites(
            String table,
            Transactions transactions,
            AccountReads accounts,
            Duration fresh,
            Clock clock,
            OperationLog log) {
        this.table = table;
        this.transactions = transactions;
        this.accounts = accounts;
        this.fresh = fresh;
        this.clock = clock;
        this.log = log;
    }

    /** What lies under the caller's account; empty if their session is over. A stranded account's still goes on. */
    Optional<Holdings> holdingsOf(Caller caller) {
        return accounts.of(caller.subject())
                .filter(holdings -> holdings.standing().state() != AccountState.FROZEN
                        && holdings.standing().generation() == caller.generation()
                        && holdings.openSession(caller.session(), clock.instant())
                                .isPresent());
    }

    /**
     * The digest of the address by which the caller stepped up on their session a short while ago, if it is still the
     * account's. It takes the token that the step-up gave: an older one of the same session may be in other hands.
     */
    Optional<String> stepUpOf(Holdings holdings, Caller caller) {
        Instant since = clock.instant().minus(fresh);
        return holdings.openSession(caller.session(), clock.instant())
                .filter(session -> session.confirmedAt()
                        .filter(at ->
                                !at.isBefore(since) && !caller.authenticatedAt().isBefore(at))
                        .isPresent())
                .flatMap(Session::confirmedBy)
                .filter(holdings::has);
    }

    /** Sees to it that the caller's session goes on. */
    TransactWriteItem goesOn(Caller caller) {
        return Change.when(table, "attribute_exists(#pk) AND attribute_not_exists(#endedAt)")
                .check(RegistrationTable.sessionKey(caller.subject(), caller.session()));
    }

    /** Counts an account's addresses; one that was stranded has an address again, and is as it was before. */
    TransactWriteItem count(Holdings holdings, int identities) {
        AccountState state = holdings.standing().state();
        Change change = Change.when(table, "#state = :state AND #generation = :generation AND #identities = :before")
                .with(":state", text(state.text()))
                .with(":generation", number(holdings.standing().generation()))
                .with(":before", number(countOf(holdings)))
                .with(":after", number(identities));
        Map<String, AttributeValue> account = RegistrationTable.accountKey(holdings.subject());
        if (state != AccountState.STRANDED) {
            return change.update(account, "SET #identities = :after");
        }
        AccountState again =
                holdings.account().containsKey(RegistrationTable.FROZEN_AT) ? AccountState.FROZEN : AccountState.ACTIVE;
        return change.with(":again", text(again.text()))
                .update(account, "SET #identities = :after, #state = :again REMOVE #strandedAt");
    }

    /** How many addresses an account has that are not removed. */
    static int countOf(Holdings holdings) {
        return numberOf(holdings.account(), RegistrationTable.IDENTITIES);
    }

    /** Writes all of it; empty if something has changed meanwhile. */
    <A extends Enum<A>> Optional<IdentityOutcome> write(
            EnumMap<A, TransactWriteItem> parts, List<TransactWriteItem> more, IdentityChange change) {
        return switch (transactions.write(parts, more)) {
            case Transactions.Done<A> _ -> {
                log.event("identity-" + change.text()).write();
                yield Optional.of(new IdentityOutcome.Done());
            }
            case Transactions.Refused<A> _ -> Optional.empty();
        };
    }
}

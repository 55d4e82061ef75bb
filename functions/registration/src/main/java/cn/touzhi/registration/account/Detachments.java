package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.lapse.Lapse;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.session.AccountReads;
import cn.touzhi.registration.session.AccountState;
import cn.touzhi.registration.session.Holdings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Takes a number from the account that had it, because it has a new holder. An account that keeps another address goes
 * on with that; one without is stranded: whoever is signed in may add an address, and after a while it is erased.
 */
final class Detachments {
    private final String table;
    private final AccountReads accounts;
    private final AccountNotices notices;
    private final AccountEvents events;
    private final AccountTerms terms;
    private final Clock clock;

    Detachments(
            String table,
            AccountReads accounts,
            AccountNotices notices,
            AccountEvents events,
            AccountTerms terms,
            Clock clock) {
        this.table = table;
        this.accounts = accounts;
        this.notices = notices;
        this.events = events;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * Whether the account of {@code identity} lets it go. A frozen one doesn't: whoever got the number's codes could
     * freeze it first, and then leave it without an address that anybody could save it by.
     */
    boolean allowed(Identity identity) {
        return accounts.of(identity.subject())
                .map(holdings -> holdings.standing().state() != AccountState.FROZEN)
                .orElse(true);
    }

    /**
     * What has to be written for it beside the identity itself, which decides ({@link
     * cn.touzhi.registration.identity.IdentityActions#take}).
     */
    Detachment of(Identity identity) {
        List<TransactWriteItem> more = new ArrayList<>();
        more.add(Change.deleteAnyway(
                table, RegistrationTable.identityOfKey(identity.subject(), identity.addressDigest())));
        Optional<Holdings> holdings = accounts.of(identity.subject());
        if (holdings.isEmpty()) {
            return new Detachment(Optional.empty(), more);
        }
        more.add(events.identitiesChanged(identity.subject(), IdentityChange.DETACHED));
        more.addAll(notices.toOthers(NoticeKind.IDENTITY_DETACHED, holdings.get(), identity.addressDigest()));
        if (identity.removed()) {
            // it was counted out when it was removed
            return new Detachment(Optional.empty(), more);
        }
        boolean last = identitiesOf(holdings.get()) == 1;
        if (last) {
            more.addAll(stranding(holdings.get()));
        }
        return new Detachment(Optional.of(last ? strand(holdings.get()) : countDown(holdings.get())), more);
    }

    private List<TransactWriteItem> stranding(Holdings holdings) {
        Instant dueAt = clock.instant().plus(terms.stranded());
        return List.of(
                Change.putAnyway(table, new Lapse(holdings.subject(), dueAt).toItem()),
                events.stranded(holdings.subject(), dueAt));
    }

    private TransactWriteItem strand(Holdings holdings) {
        return asItWas(holdings)
                .with(":stranded", text(AccountState.STRANDED.text()))
                .with(":now", seconds(clock.instant()))
                .with(":none", number(0))
                .update(
                        RegistrationTable.accountKey(holdings.subject()),
                        "SET #identities = :none, #state = :stranded, #strandedAt = :now");
    }

    private TransactWriteItem countDown(Holdings holdings) {
        return asItWas(holdings)
                .with(":fewer", number(identitiesOf(holdings) - 1L))
                .update(RegistrationTable.accountKey(holdings.subject()), "SET #identities = :fewer");
    }

    private Change asItWas(Holdings holdings) {
        return Change.when(table, "#state = :state AND #state <> :frozen AND #identities = :identities")
                .with(":state", text(holdings.standing().state().text()))
                .with(":frozen", text(AccountState.FROZEN.text()))
                .with(":identities", number(identitiesOf(holdings)));
    }

    private static int identitiesOf(Holdings holdings) {
        return numberOf(holdings.account(), RegistrationTable.IDENTITIES);
    }

    /**
     * What taking a number from an account writes.
     *
     * @param account the change of the account that had it, where there is one that counts it
     * @param more what goes with that
     */
    record Detachment(Optional<TransactWriteItem> account, List<TransactWriteItem> more) {
        /** Takes a copy. */
        Detachment {
            more = List.copyOf(more);
        }
    }
}

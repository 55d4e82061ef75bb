package cn.touzhi.registration.staff;

import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import cn.touzhi.registration.session.AccountState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Lets a frozen account be used again, once its owner has had the time to speak first. */
final class Unfreezing {
    private final String table;
    private final StaffTerms terms;
    private final Dossiers dossiers;
    private final GuardActions guards;
    private final Consequences consequences;
    private final Notices notices;

    Unfreezing(
            String table,
            StaffTerms terms,
            Dossiers dossiers,
            GuardActions guards,
            Consequences consequences,
            Notices notices) {
        this.table = table;
        this.terms = terms;
        this.dossiers = dossiers;
        this.guards = guards;
        this.consequences = consequences;
        this.notices = notices;
    }

    /** Decides at {@code now}. */
    Decision decide(Dossier dossier, Instant now) {
        Account account = dossier.account();
        if (account.state() != AccountState.FROZEN) {
            return new Decision.Not(Refusal.NOT_FROZEN);
        }
        Optional<Decision> early = tooEarly(account, terms, now);
        if (early.isPresent()) {
            return early.get();
        }
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(new AccountChange(account).opening().in(table));
        // an address that was young when the alarm was raised may be the thief's: the owner gets the whole time again
        young(dossier).forEach(identity -> actions.add(guards.mistrust(identity, now.plus(terms.youth()))));
        actions.add(consequences.unfrozen(account, now));
        actions.addAll(
                notices.puts(account.subject(), NoticeKind.ACCOUNT_UNFROZEN, dossier.reachable(), account.locale()));
        return new Decision.Change(actions);
    }

    /** Whether {@code account}, which is frozen, has its owner's time still before it. */
    static Optional<Decision> tooEarly(Account account, StaffTerms terms, Instant now) {
        Instant from = frozenAt(account).plus(terms.decidesAfter());
        return from.isAfter(now)
                ? Optional.of(new Decision.Not(Refusal.TOO_EARLY, Optional.of(from)))
                : Optional.empty();
    }

    private List<Identity> young(Dossier dossier) {
        List<String> digests = dossier.addresses().stream()
                .filter(address -> address.removedAt().isEmpty())
                .map(AccountAddress::addressDigest)
                .toList();
        return dossiers.guards(digests).values().stream()
                .filter(identity -> identity.subject().equals(dossier.subject())
                        && identity.removedAt().isEmpty()
                        && identity.trustedFrom().isAfter(frozenAt(dossier.account())))
                .toList();
    }

    private static Instant frozenAt(Account account) {
        return account.frozenAt().orElseThrow(() -> new IllegalStateException("a freeze without its time"));
    }
}

package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.kernel.address.Address;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.notice.Notices;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Gives an account that is frozen, or without an address, back to whoever holds one address. No other address is left
 * to it, none can be restored, and the scope {@code staff} is gone: so the thief who holds the stolen SIM loses the
 * account for good.
 */
final class Returning {
    private final String table;
    private final StaffTerms terms;
    private final Dossiers dossiers;
    private final GuardActions guardActions;
    private final Consequences consequences;
    private final Notices notices;
    private final SecureRandom random;

    Returning(
            String table,
            StaffTerms terms,
            Dossiers dossiers,
            GuardActions guardActions,
            Consequences consequences,
            Notices notices,
            SecureRandom random) {
        this.table = table;
        this.terms = terms;
        this.dossiers = dossiers;
        this.guardActions = guardActions;
        this.consequences = consequences;
        this.notices = notices;
        this.random = random;
    }

    /** Decides at {@code now}. */
    Decision decide(Dossier dossier, ActRequest.Holder holder, Instant now) {
        String digest = holder.digest();
        Account account = dossier.account();
        Optional<Decision> not =
                switch (account.state()) {
                    case FROZEN -> Unfreezing.tooEarly(account, terms, now);
                    // nobody could speak first: it has no address
                    case STRANDED -> Optional.empty();
                    case ACTIVE, ERASED -> Optional.of(new Decision.Not(Refusal.NOT_LOST));
                };
        if (not.isPresent()) {
            return not.get();
        }
        Map<String, Identity> guards = dossiers.guards(
                Stream.concat(Stream.of(digest), dossier.addresses().stream().map(AccountAddress::addressDigest))
                        .toList());
        Optional<Identity> guard = Optional.ofNullable(guards.get(digest));
        if (guard.filter(read -> !isOurs(read, dossier) && !isFree(read, now)).isPresent()) {
            return new Decision.Not(Refusal.ADDRESS_IN_USE);
        }
        return change(dossier, new Kept(holder, guard), guards, now);
    }

    private Decision change(Dossier dossier, Kept kept, Map<String, Identity> guards, Instant now) {
        Account account = dossier.account();
        List<AccountAddress> others = dossier.addresses().stream()
                .filter(address -> !address.addressDigest().equals(kept.digest()))
                .toList();
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(new AccountChange(account)
                .opening()
                .endingSessions()
                // it was in other hands, so whether it is to have the scope is to be decided anew
                .removing(RegistrationTable.STAFF)
                .setting(RegistrationTable.IDENTITIES, number(1))
                .in(table));
        actions.addAll(keeping(dossier, kept, now));
        List<Address> losers = new ArrayList<>();
        for (AccountAddress other : others) {
            actions.add(forget(other));
            Optional<Identity> guard =
                    Optional.ofNullable(guards.get(other.addressDigest())).filter(read -> isOurs(read, dossier));
            guard.map(guardActions::delete).ifPresent(actions::add);
            // the number of one that can't be undone any more may be someone else's by now
            guard.filter(read -> !isFree(read, now)).ifPresent(read -> losers.add(other.open(dossier.key())));
        }
        actions.add(consequences.sessionsEnded(account, now));
        account.frozenAt().ifPresent(_ -> actions.add(consequences.unfrozen(account, now)));
        actions.add(consequences.identitiesRestored(account, now));
        actions.addAll(notices.puts(account.subject(), NoticeKind.IDENTITY_REMOVED, losers, account.locale()));
        actions.addAll(notices.puts(
                account.subject(),
                NoticeKind.IDENTITY_RESTORED,
                List.of(kept.holder().address()),
                account.locale()));
        return new Decision.Change(actions);
    }

    /** Staff has looked who holds the address, so it counts as proved now and is no new one. */
    private List<TransactWriteItem> keeping(Dossier dossier, Kept kept, Instant now) {
        Optional<AccountAddress> known = dossier.addresses().stream()
                .filter(address -> address.addressDigest().equals(kept.digest()))
                .findFirst();
        Instant addedAt = known.map(AccountAddress::addedAt).orElse(now);
        Identity identity = new Identity(
                kept.digest(),
                dossier.subject(),
                kept.holder().channel(),
                addedAt,
                now,
                now,
                Optional.empty(),
                Optional.empty());
        AccountAddress address = new AccountAddress(
                dossier.subject(),
                kept.digest(),
                kept.holder().channel(),
                AccountAddress.seal(
                        dossier.key(), kept.holder().address().value(), dossier.subject(), kept.digest(), random),
                addedAt,
                Optional.empty(),
                Optional.empty());
        Put detail = Put.builder()
                .tableName(table)
                .item(address.toItem())
                .conditionExpression(known.isPresent() ? "attribute_exists(pk)" : "attribute_not_exists(pk)")
                .build();
        return List.of(
                guardActions.put(identity, kept.guard()),
                TransactWriteItem.builder().put(detail).build());
    }

    private TransactWriteItem forget(AccountAddress address) {
        Delete delete = Delete.builder()
                .tableName(table)
                .key(RegistrationTable.identityOfKey(address.subject(), address.addressDigest()))
                .conditionExpression("attribute_exists(pk)")
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    private static boolean isOurs(Identity guard, Dossier dossier) {
        return guard.subject().equals(dossier.subject());
    }

    /** Removed so long ago that it can't be undone: only the time to live is late. */
    private static boolean isFree(Identity guard, Instant now) {
        return guard.removedAt().isPresent()
                && guard.expiresAt().filter(end -> !end.isAfter(now)).isPresent();
    }

    /** @param guard of the address as it was read */
    private record Kept(ActRequest.Holder holder, Optional<Identity> guard) {
        String digest() {
            return holder.digest();
        }
    }
}

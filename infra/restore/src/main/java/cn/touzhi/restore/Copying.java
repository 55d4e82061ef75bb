package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyStates;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.session.AccountState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Brings what is missing from an older table into the newer one that people live on.
 *
 * <p>What came to its end since must not begin again, so that only three things are copied: accounts with the addresses
 * that were not removed, the records under them that are never deleted while an account lives, and counters, by which
 * nobody gains anything. Sessions, verifications, notices and signing keys are not: people sign in anew, ask for a new
 * code, and the next key is made by whoever needs it first.
 */
final class Copying {
    private static final Set<String> COUNTERS =
            Set.of("SENDS", "CLIENT", "CHALLENGE", "BLOCK", "COUNTRY", "BREAKER");

    private final WholeTable older;
    private final LiveTable live;
    private final KeyStates keys;
    private final Clock clock;
    private final Report report;

    Copying(WholeTable older, LiveTable live, KeyStates keys, Clock clock, Report report) {
        this.older = older;
        this.live = live;
        this.keys = keys;
        this.clock = clock;
        this.report = report;
    }

    /** Copies all of it. A run that died is made good by the next. */
    void run() {
        for (Map<String, AttributeValue> item : older.items()) {
            String sortKey = textOf(item, RegistrationTable.SK);
            if (sortKey.equals("ACCOUNT")) {
                restore(item);
            } else if (COUNTERS.contains(sortKey)) {
                put(item);
            }
        }
    }

    private void restore(Map<String, AttributeValue> account) {
        SubjectId subject = Parts.subjectOf(account);
        Map<String, AttributeValue> now = live.item(account);
        if (Parts.erased(now)) {
            report.add(Finding.ERASED_KEPT_OUT, subject);
            return;
        }
        KeyStates.KeyState key = keys.of(subject);
        if (Parts.erased(account) || key == KeyStates.KeyState.DESTROYED) {
            int generation = numberOf(account, RegistrationTable.GENERATION) + Rebuilt.GENERATIONS;
            if (live.putMissing(Rebuilt.fence(subject, generation))) {
                report.add(Finding.FENCE_RESTORED, subject);
            }
            return;
        }
        if (key == KeyStates.KeyState.MISSING) {
            report.add(Finding.KEY_MISSING, subject);
            return;
        }
        Parts before = Parts.of(older.partition(textOf(account, RegistrationTable.PK)));
        Parts present = Parts.of(live.partition(textOf(account, RegistrationTable.PK)));
        // before the account, so that a run that dies in between is seen to be unfinished
        before.records().forEach(this::put);
        List<AccountAddress> addresses = addresses(before, present, now);
        List<TransactWriteItem> actions = new ArrayList<>();
        addresses.forEach(address -> {
            actions.add(live.missing(address.toItem()));
            Map<String, AttributeValue> guard = Rebuilt.guard(address, clock.instant());
            if (live.item(guard).isEmpty()) {
                actions.add(live.missing(guard));
            }
            report.add(Finding.ADDRESS_RESTORED, subject);
        });
        if (now.isEmpty()) {
            actions.add(live.missing(reopened(account, present, addresses.size())));
            report.add(Finding.ACCOUNT_RESTORED, subject);
        } else if (!actions.isEmpty()) {
            actions.add(live.when("attribute_exists(#pk) AND #state <> :erased")
                    .with(":erased", text(AccountState.ERASED.text()))
                    .check(RegistrationTable.accountKey(subject)));
        }
        if (!actions.isEmpty()) {
            live.write(actions);
        }
    }

    /** Those that were lost, as far as that can be known: one that was removed since must not come back. */
    private List<AccountAddress> addresses(Parts before, Parts present, Map<String, AttributeValue> account) {
        List<AccountAddress> candidates = before.addresses().stream()
                .filter(AccountAddress::live)
                .filter(address -> !present.has(address.addressDigest()))
                .filter(this::isFree)
                .toList();
        int there = present.liveCount();
        int missing;
        if (account.isEmpty()) {
            // where any address outlived its account, the others may have been removed
            missing = there == 0 ? candidates.size() : 0;
        } else {
            missing = numberOf(account, RegistrationTable.IDENTITIES) - there;
        }
        if (candidates.size() <= missing) {
            return candidates;
        }
        if (missing > 0 || account.isEmpty()) {
            report.add(Finding.ADDRESSES_IN_DOUBT, candidates.getFirst().subject());
        }
        return List.of();
    }

    private boolean isFree(AccountAddress address) {
        Map<String, AttributeValue> guard = live.item(RegistrationTable.identityKey(address.addressDigest()));
        if (guard.isEmpty()) {
            return true;
        }
        if (!Parts.isOf(guard, address.subject())) {
            report.add(Finding.ADDRESS_TAKEN, address.subject());
            return false;
        }
        return !guard.containsKey(RegistrationTable.REMOVED_AT);
    }

    /** The account, with nothing that may have been taken from it since: no session goes on, and it is nobody of staff. */
    private static Map<String, AttributeValue> reopened(
            Map<String, AttributeValue> account, Parts present, int addresses) {
        Map<String, AttributeValue> restored = new HashMap<>(account);
        restored.remove(RegistrationTable.STAFF);
        int generation = Math.max(numberOf(account, RegistrationTable.GENERATION), present.highestGeneration());
        restored.put(RegistrationTable.GENERATION, number((long) generation + Rebuilt.GENERATIONS));
        restored.put(RegistrationTable.IDENTITIES, number((long) present.liveCount() + addresses));
        return restored;
    }

    private void put(Map<String, AttributeValue> item) {
        boolean over = optionalInstant(item, RegistrationTable.EXPIRES_AT)
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent();
        if (!over && live.putMissing(item)) {
            report.add(Finding.ITEM_RESTORED);
        }
    }
}

package cn.touzhi.restore;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.AccountAddress;
import cn.touzhi.registration.lapse.Lapse;
import cn.touzhi.registration.session.AccountState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Finds what no sound table holds, and makes it sound. A restored table may hold "some but not all of the changes made by
 * a recent transaction" (DynamoDB developer guide, transaction APIs), and every change of an account is one transaction.
 *
 * <p>Where parts contradict each other, the one holds by which nobody gains access. Mended once more, nothing is found.
 */
final class Mending {
    /** How long a stranded account waits (StrandedLifetime). Where it is another time, the account is looked at and waits on. */
    static final Duration STRANDED = Duration.ofDays(30);

    private final LiveTable live;
    private final Clock clock;
    private final Report report;

    Mending(LiveTable live, Clock clock, Report report) {
        this.live = live;
        this.clock = clock;
        this.report = report;
    }

    /** Mends all of it. A run that died is made good by the next. */
    void run() {
        String last = "";
        for (Map<String, AttributeValue> item : live.items()) {
            String partition = textOf(item, RegistrationTable.PK);
            if (textOf(item, RegistrationTable.SK).equals("IDENTITY")) {
                mendGuard(item);
            } else if (partition.startsWith("ACCOUNT#") && !partition.equals(last)) {
                mendAccount(Parts.subjectOf(item));
            }
            last = partition;
        }
    }

    private void mendGuard(Map<String, AttributeValue> guard) {
        SubjectId subject = new SubjectId(textOf(guard, RegistrationTable.SUBJECT));
        Map<String, AttributeValue> account = live.item(RegistrationTable.accountKey(subject));
        if (live.item(guard).isEmpty()) {
            // taken away with its detail since its page was read
            return;
        }
        if (account.isEmpty()) {
            remove(guard, Finding.ACCOUNT_MISSING, subject);
        } else if (Parts.erased(account)) {
            remove(guard, Finding.ERASED_WITH_REST, subject);
        } else if (live.item(RegistrationTable.identityOfKey(subject, Parts.subjectOf(guard).value()))
                .isEmpty()) {
            remove(guard, Finding.GUARD_WITHOUT_DETAIL, subject);
        }
    }

    private void mendAccount(SubjectId subject) {
        Map<String, AttributeValue> account = live.item(RegistrationTable.accountKey(subject));
        Parts parts = Parts.of(live.partition(RegistrationTable.accountPartition(subject)));
        if (account.isEmpty()) {
            parts.items().forEach(item -> remove(item, Finding.ACCOUNT_MISSING, subject));
        } else if (Parts.erased(account)) {
            // events stay: they tell other rooms of the erasure
            parts.items().stream()
                    .filter(item -> List.of("IDENTITY#", "SESSION#", "ACCEPTANCE#", "ACT#").stream()
                            .anyMatch(textOf(item, RegistrationTable.SK)::startsWith))
                    .forEach(item -> remove(item, Finding.ERASED_WITH_REST, subject));
        } else {
            int addresses = (int) parts.addresses().stream()
                    .filter(address -> guarded(address) && address.live())
                    .count();
            mendCounts(subject, account, parts, addresses);
        }
    }

    /** Sees to it that {@code address} and its guard say the same; whether it is its account's. */
    private boolean guarded(AccountAddress address) {
        Map<String, AttributeValue> guard = live.item(RegistrationTable.identityKey(address.addressDigest()));
        if (guard.isEmpty() && address.live()) {
            live.putMissing(Rebuilt.guard(address, clock.instant()));
            report.add(Finding.DETAIL_WITHOUT_GUARD, address.subject());
            return true;
        }
        if (guard.isEmpty() || !Parts.isOf(guard, address.subject())) {
            remove(address.toItem(), Finding.ADDRESS_TAKEN, address.subject());
            return false;
        }
        if (guard.containsKey(RegistrationTable.REMOVED_AT) == address.live()) {
            // its removal is torn, and holds; nothing could undo it soundly
            remove(address.toItem(), Finding.ADDRESS_TAKEN, address.subject());
            remove(guard, Finding.GUARD_WITHOUT_DETAIL, address.subject());
            return false;
        }
        return true;
    }

    private void mendCounts(SubjectId subject, Map<String, AttributeValue> account, Parts parts, int addresses) {
        int generation = numberOf(account, RegistrationTable.GENERATION);
        if (parts.highestGeneration() > generation) {
            int beyond = parts.highestGeneration() + Rebuilt.GENERATIONS;
            set(subject, account, RegistrationTable.GENERATION, number(beyond));
            report.add(Finding.GENERATION_BEHIND, subject);
        }
        if (numberOf(account, RegistrationTable.IDENTITIES) != addresses) {
            set(subject, account, RegistrationTable.IDENTITIES, number(addresses));
            report.add(Finding.ADDRESSES_MISCOUNTED, subject);
        }
        String state = textOf(account, RegistrationTable.STATE);
        if (addresses == 0 && state.equals(AccountState.ACTIVE.text())) {
            strand(subject);
        } else if (state.equals(AccountState.STRANDED.text())) {
            seeToLapse(subject, instantOf(account, RegistrationTable.STRANDED_AT));
        }
    }

    private void strand(SubjectId subject) {
        Instant now = clock.instant();
        live.write(List.of(
                live.when("#state = :active")
                        .with(":active", text(AccountState.ACTIVE.text()))
                        .with(":stranded", text(AccountState.STRANDED.text()))
                        .with(":now", seconds(now))
                        .update(
                                RegistrationTable.accountKey(subject),
                                "SET #state = :stranded, #strandedAt = :now")));
        report.add(Finding.STRANDED, subject);
        seeToLapse(subject, now);
    }

    private void seeToLapse(SubjectId subject, Instant strandedAt) {
        Instant due = strandedAt.plus(STRANDED);
        // what is overdue for longer than the keys function looks back
        Instant now = clock.instant();
        Lapse lapse = new Lapse(subject, due.isBefore(now) ? now : due);
        if (live.putMissing(lapse.toItem())) {
            report.add(Finding.LAPSE_MISSING, subject);
        }
    }

    private void set(SubjectId subject, Map<String, AttributeValue> account, String name, AttributeValue value) {
        live.write(List.of(live.when("#" + name + " = :before")
                .with(":before", account.get(name))
                .with(":value", value)
                .update(RegistrationTable.accountKey(subject), "SET #" + name + " = :value")));
    }

    private void remove(Map<String, AttributeValue> item, Finding finding, SubjectId subject) {
        live.delete(item);
        report.add(finding, subject);
    }
}

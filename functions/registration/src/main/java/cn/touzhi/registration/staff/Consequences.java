package cn.touzhi.registration.staff;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.SubjectEvent;
import cn.touzhi.registration.account.Account;
import cn.touzhi.registration.account.CaseId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The events by which other rooms hear of an act; each is an item of its own, since several may leave at once. */
final class Consequences {
    private final String table;
    private final SecureRandom random;

    Consequences(String table, SecureRandom random) {
        this.table = table;
        this.random = random;
    }

    /** All sessions of {@code account} as it was are over. */
    TransactWriteItem sessionsEnded(Account account, Instant now) {
        String lowest = Integer.toString(AccountChange.nextGeneration(account));
        return event(account, RegistrationEvents.SESSIONS_ENDED, Map.of("generation", lowest), now);
    }

    /** {@code account} is frozen, and {@code opened} is to be settled. */
    TransactWriteItem frozen(Account account, CaseId opened, Instant now) {
        return event(account, RegistrationEvents.ACCOUNT_FROZEN, Map.of("case", opened.value()), now);
    }

    /** The case of {@code account} is closed. */
    TransactWriteItem unfrozen(Account account, Instant now) {
        String closed = account.caseId().orElseThrow(() -> new IllegalStateException("a freeze without a case"));
        return event(account, RegistrationEvents.ACCOUNT_UNFROZEN, Map.of("case", closed, "by", "staff"), now);
    }

    /** {@code account} has another address now, or one less. */
    TransactWriteItem identitiesRestored(Account account, Instant now) {
        return event(account, RegistrationEvents.IDENTITIES_CHANGED, Map.of("change", "restored"), now);
    }

    private TransactWriteItem event(Account account, String type, Map<String, String> data, Instant now) {
        Event event = new Event(
                EventId.random(random), type, Optional.of(account.subject().value()), now, data);
        return SubjectEvent.of(account.subject(), event).put(table);
    }
}

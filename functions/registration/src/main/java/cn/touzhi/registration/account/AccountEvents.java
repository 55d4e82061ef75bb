package cn.touzhi.registration.account;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.SubjectEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The events that changes of an account cause, each as an action of the transaction that makes the change. */
final class AccountEvents {
    private final String table;
    private final SecureRandom random;
    private final Clock clock;

    AccountEvents(String table, SecureRandom random, Clock clock) {
        this.table = table;
        this.random = random;
        this.clock = clock;
    }

    /** Sessions below {@code generation} count no more. */
    TransactWriteItem sessionsEnded(SubjectId subject, int generation) {
        return put(subject, RegistrationEvents.SESSIONS_ENDED, Map.of("generation", Integer.toString(generation)));
    }

    /** The addresses changed. */
    TransactWriteItem identitiesChanged(SubjectId subject, IdentityChange change) {
        return put(subject, RegistrationEvents.IDENTITIES_CHANGED, Map.of("change", change.text()));
    }

    /** The account is frozen, and {@code caseId} is to be settled. */
    TransactWriteItem frozen(SubjectId subject, CaseId caseId) {
        return put(subject, RegistrationEvents.ACCOUNT_FROZEN, Map.of("case", caseId.value()));
    }

    /** Its owner has unfrozen it. */
    TransactWriteItem unfrozen(SubjectId subject, String caseId) {
        return put(subject, RegistrationEvents.ACCOUNT_UNFROZEN, Map.of("case", caseId, "by", "owner"));
    }

    /** It has no address any more. */
    TransactWriteItem stranded(SubjectId subject, Instant erasedFrom) {
        return put(subject, RegistrationEvents.ACCOUNT_STRANDED, Map.of("erasedFrom", erasedFrom.toString()));
    }

    private TransactWriteItem put(SubjectId subject, String type, Map<String, String> data) {
        Event event = new Event(EventId.random(random), type, Optional.of(subject.value()), clock.instant(), data);
        return SubjectEvent.of(subject, event).put(table);
    }
}

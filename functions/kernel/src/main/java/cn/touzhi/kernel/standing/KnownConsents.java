package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.http.ConsentSequence;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What a room knows of someone's consents.
 *
 * @param sequence how many times they had changed; 0 where nothing was heard
 * @param given purposes whose consent holds
 */
public record KnownConsents(int sequence, Set<String> given) {
    /** Nothing was heard yet, so nothing holds. */
    public static final KnownConsents NONE = new KnownConsents(0, Set.of());

    /** Takes a copy. */
    public KnownConsents {
        given = Set.copyOf(given);
    }

    /**
     * Whether what needs the consent to {@code purpose} may be done.
     *
     * @param seen what the client has been told
     */
    public ConsentDecision on(String purpose, ConsentSequence seen) {
        if (sequence < seen.value()) {
            return new ConsentDecision.Pending();
        }
        return given.contains(purpose) ? new ConsentDecision.Given() : new ConsentDecision.Missing(purpose);
    }

    /**
     * Lets a transaction fail where, by then, a consent to one of {@code purposes} doesn't hold any more.
     *
     * @param table the room's
     * @param purposes one at least
     */
    public static TransactWriteItem check(String table, SubjectId subject, Set<String> purposes) {
        return HeldConsents.check(table, subject, purposes);
    }

    /**
     * Lets a transaction fail where more has been heard of {@code subject} since.
     *
     * @param table the room's
     */
    public TransactWriteItem checkLatest(String table, SubjectId subject) {
        return HeldConsents.checkSequence(table, subject, sequence);
    }
}

package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.SubjectId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * All that a room holds of someone, as its eraser gets at it: by key paths from the subject, never by a scan. This is
 * what each room brings; the order of things is {@link Erasures}'.
 */
public interface SubjectData {
    /**
     * What must change in the moment in which the fence is put, so that from then on nothing is written: whatever the
     * room's writes for a subject check. A room whose writes check the fence itself has nothing to do here.
     *
     * @return conditional on what was read; empty if the subject may not be erased now
     */
    Optional<Page> close(SubjectId subject);

    /**
     * The next items that are to go, and under which conditions.
     *
     * @return no actions if nothing is left that has to go
     */
    Page next(SubjectId subject);

    /**
     * Actions of one transaction.
     *
     * @param actions at most {@link #MOST_ACTIONS}, each refused where another one came between
     * @param findings what they come to
     */
    record Page(List<TransactWriteItem> actions, Findings findings) {
        /** How many a page may have: a transaction takes 100 (DynamoDB, "Service quotas"), and one is the fence's. */
        public static final int MOST_ACTIONS = 99;

        /** No actions. */
        public static final Page NOTHING = new Page(List.of(), Findings.NONE);

        /** Takes a copy. */
        public Page {
            actions = List.copyOf(actions);
        }
    }
}

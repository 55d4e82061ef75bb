package cn.touzhi.registration.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What is to be done about a request, as things stand. */
sealed interface Decision {
    /** These changes, each under the condition that things still stand so. */
    record Change(List<TransactWriteItem> actions) implements Decision {
        /** Takes a copy. */
        public Change {
            actions = List.copyOf(actions);
        }
    }

    /**
     * Nothing.
     *
     * @param from when it would be otherwise, where that is known
     */
    record Not(Refusal why, Optional<Instant> from) implements Decision {
        Not(Refusal why) {
            this(why, Optional.empty());
        }
    }
}

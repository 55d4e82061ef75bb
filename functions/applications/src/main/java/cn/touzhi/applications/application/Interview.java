package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An interview as it was proposed last.
 *
 * @param at when it begins
 * @param minutes how long it takes
 * @param details where, and with whom, sealed with the seeker's key; see {@link InterviewDetails}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Interview(Instant at, int minutes, byte[] details) {
    /** Whoever came has come by then: the interview counts as done. */
    private static final Duration DONE_AFTER = Duration.ofHours(24);

    private static final String AT = "interviewAt";
    private static final String MINUTES = "interviewMinutes";
    private static final String DETAILS = "interviewDetails";

    /** When it counts as done, unless somebody says so before. */
    Instant doneAt() {
        return at.plus(DONE_AFTER);
    }

    void putInto(Map<String, AttributeValue> item) {
        item.put(AT, seconds(at));
        item.put(MINUTES, number(minutes));
        item.put(DETAILS, bytes(details));
    }

    static Optional<Interview> in(Map<String, AttributeValue> item) {
        return item.containsKey(AT)
                ? Optional.of(new Interview(instantOf(item, AT), numberOf(item, MINUTES), bytesOf(item, DETAILS)))
                : Optional.empty();
    }
}

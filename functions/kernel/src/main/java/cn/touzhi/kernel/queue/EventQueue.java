package cn.touzhi.kernel.queue;

import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A queue of events as its consumer sees it: batches whose messages succeed or fail each for itself.
 *
 * <p>What fails comes again after a pause that grows; what is no event comes again at once, and so soon lands in the
 * dead letters, where an alarm waits.
 */
public final class EventQueue {
    private static final int AT_ONCE = 0;

    private final SqsClient sqs;
    private final String url;
    private final OperationLog log;
    private final RandomGenerator random;

    /**
     * @param url of the queue
     * @param random for the pauses; needs no strength
     */
    public EventQueue(SqsClient sqs, String url, OperationLog log, RandomGenerator random) {
        this.sqs = sqs;
        this.url = url;
        this.log = log;
        this.random = random;
    }

    /**
     * Lets {@code listener} hear each event of {@code batch}.
     *
     * @return exactly those messages that must come again. When half of the invocation's time is over no further one is
     *     begun, so that the function is never stopped in the midst of one
     */
    public SQSBatchResponse consume(SQSEvent batch, Context context, EventListener listener) {
        int reserve = context.getRemainingTimeInMillis() / 2;
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : batch.getRecords()) {
            boolean inTime = context.getRemainingTimeInMillis() >= reserve;
            Optional<Integer> pause = inTime ? pauseAfter(message, listener) : Optional.of(AT_ONCE);
            pause.ifPresent(seconds -> {
                failures.add(new BatchItemFailure(message.getMessageId()));
                hide(message, seconds);
            });
        }
        return new SQSBatchResponse(failures);
    }

    /** How long the message must rest, if it must come again. */
    private Optional<Integer> pauseAfter(SQSMessage message, EventListener listener) {
        Optional<Event> event = Optional.empty();
        try {
            event = Optional.of(EventJson.read(message.getBody()));
            return switch (listener.hear(event.get())) {
                case DONE -> Optional.empty();
                case FOREIGN -> {
                    log.count("EventForeign");
                    yield Optional.empty();
                }
                case AGAIN -> Optional.of(growing(message));
            };
        } catch (EventJson.MalformedEventException malformed) {
            log.event("message-malformed").write();
            log.count("MessageMalformed");
            return Optional.of(AT_ONCE);
        } catch (RuntimeException fault) {
            // whatever it is, it must not take the rest of the batch with it
            OperationLog.Line line = log.event("message-failed").with(fault);
            event.map(Event::id).filter(EventId::isOurs).ifPresent(id -> line.with("eventId", id));
            line.write();
            return Optional.of(growing(message));
        }
    }

    private int growing(SQSMessage message) {
        String tries = Optional.ofNullable(message.getAttributes())
                .orElse(Map.of())
                .getOrDefault("ApproximateReceiveCount", "1");
        return Pause.secondsAfter(Integer.parseInt(tries), random);
    }

    private void hide(SQSMessage message, int seconds) {
        try {
            sqs.changeMessageVisibility(request -> request.queueUrl(url)
                    .receiptHandle(message.getReceiptHandle())
                    .visibilityTimeout(seconds));
        } catch (SdkException failure) {
            // then it comes again when the queue's own time-out is over
            log.event("message-not-hidden").with(failure).write();
        }
    }
}

package cn.touzhi.kernel;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** SQS with one queue: it counts how often each message was received, and deletes what a consumer doesn't return. */
public final class InMemoryQueue implements SqsClient {
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final Map<String, Integer> receives = new TreeMap<>();
    private final Map<String, Integer> hidden = new TreeMap<>();
    private boolean down;

    /** Puts a message in, which is named by its order: {@code m1}, {@code m2} … */
    public void add(String body) {
        bodies.put("m" + (bodies.size() + 1), body);
    }

    /** All messages that are left, as a batch. */
    public SQSEvent receive() {
        List<SQSMessage> messages = bodies.keySet().stream().map(this::message).toList();
        SQSEvent batch = new SQSEvent();
        batch.setRecords(messages);
        return batch;
    }

    /** Deletes all messages but those that {@code response} returns. */
    public void settle(SQSBatchResponse response) {
        bodies.keySet()
                .retainAll(response.getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .toList());
    }

    /** The names of the messages that are left. */
    public List<String> left() {
        return List.copyOf(bodies.keySet());
    }

    /** For how many seconds each message was last hidden. */
    public Map<String, Integer> hidden() {
        return hidden;
    }

    /** Fails from now on. */
    public void isDown() {
        down = true;
    }

    private SQSMessage message(String name) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(name);
        message.setReceiptHandle("receipt-" + name);
        message.setBody(bodies.get(name));
        message.setAttributes(
                Map.of("ApproximateReceiveCount", Integer.toString(receives.merge(name, 1, Integer::sum))));
        return message;
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        if (down) {
            throw SqsException.builder().statusCode(503).message("down").build();
        }
        hidden.put(request.receiptHandle().substring("receipt-".length()), request.visibilityTimeout());
        return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

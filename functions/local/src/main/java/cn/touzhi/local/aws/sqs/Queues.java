package cn.touzhi.local.aws.sqs;

import cn.touzhi.local.engine.QueueEngine;
import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Queue;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The template's queues as the local cloud itself uses them. */
public final class Queues {
    private final QueueEngine engine;
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<String, String> kmsKeys = new LinkedHashMap<>();
    private final Set<String> deadLetterQueues = new HashSet<>();

    public Queues(QueueEngine engine, Stack stack) {
        this.engine = engine;
        for (Queue queue : stack.queues()) {
            queues.put(queue.logicalId(), queue);
            queue.redrive().ifPresent(redrive -> deadLetterQueues.add(redrive.deadLetterQueue()));
            JsonNode key = stack.resources().get(queue.logicalId()).properties().path("KmsMasterKeyId");
            if (key.isTextual()) {
                kmsKeys.put(queue.logicalId(), key.asText());
            }
        }
        stack.functions().stream()
                .flatMap(function -> function.events().stream())
                .filter(FromStream.class::isInstance)
                .forEach(event -> ((FromStream) event).onFailureQueue().ifPresent(deadLetterQueues::add));
    }

    /** Logical ids, in the template's order. */
    public List<String> names() {
        return List.copyOf(queues.keySet());
    }

    /** Whether messages end here that nobody could handle. */
    public boolean isForDeadLetters(String queue) {
        return deadLetterQueues.contains(queue);
    }

    /** The KMS key that the template names for a queue. */
    public Optional<String> kmsKey(String queue) {
        return Optional.ofNullable(kmsKeys.get(queue));
    }

    /** Every message: waiting, delayed and in flight, oldest first. */
    public List<StoredMessage> messages(String queue) {
        return engine.messages(queue);
    }

    /** How many messages a queue holds: waiting, delayed and in flight. */
    public int depth(String queue) {
        return engine.messages(queue).size();
    }

    /** Puts a message into a queue and returns its id; it is there when this returns. */
    public String send(String queue, String body, ObjectNode attributes) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("QueueUrl", Names.queueUrl(queue))
                .put("MessageBody", body);
        if (!attributes.isEmpty()) {
            request.set("MessageAttributes", attributes);
        }
        return engine.call("SendMessage", request).path("MessageId").asText();
    }

    /**
     * Moves the messages of a dead-letter queue that can be received back to where they came from, as SQS's
     * {@code StartMessageMoveTask} does: they get new ids and start anew.
     *
     * @return how many
     * @throws IllegalArgumentException if no queue has this one for its dead letters
     */
    public int redrive(String deadLetterQueue) {
        List<String> sources = queues.values().stream()
                .filter(queue -> queue.redrive()
                        .filter(redrive -> redrive.deadLetterQueue().equals(deadLetterQueue))
                        .isPresent())
                .map(Queue::logicalId)
                .toList();
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("No queue has %s for its dead letters.".formatted(deadLetterQueue));
        }
        int moved = 0;
        List<JsonNode> batch = receive(deadLetterQueue);
        while (!batch.isEmpty()) {
            for (JsonNode message : batch) {
                String source = Names.logicalId(
                        message.at("/Attributes/DeadLetterQueueSourceArn").asText(sources.getFirst()));
                ObjectNode attributes = message.path("MessageAttributes") instanceof ObjectNode given
                        ? given
                        : JsonNodeFactory.instance.objectNode();
                send(source, message.path("Body").asText(), attributes);
                delete(deadLetterQueue, message);
                moved++;
            }
            batch = receive(deadLetterQueue);
        }
        return moved;
    }

    private List<JsonNode> receive(String queue) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("QueueUrl", Names.queueUrl(queue))
                .put("MaxNumberOfMessages", 10);
        request.putArray("MessageAttributeNames").add("All");
        request.putArray("AttributeNames").add("All");
        List<JsonNode> messages = new ArrayList<>();
        engine.call("ReceiveMessage", request).path("Messages").forEach(messages::add);
        return messages;
    }

    private void delete(String queue, JsonNode message) {
        engine.call(
                "DeleteMessage",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("QueueUrl", Names.queueUrl(queue))
                        .put("ReceiptHandle", message.path("ReceiptHandle").asText()));
    }
}

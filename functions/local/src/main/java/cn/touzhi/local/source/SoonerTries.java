package cn.touzhi.local.source;

import cn.touzhi.local.engine.StoredMessage;
import cn.touzhi.local.source.RoleCalls.CallFailed;
import cn.touzhi.local.source.RoleCalls.Service;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets what a function failed at come again sooner than its queue's visibility time would. While the function works, the
 * queue's own time holds: what takes long is not delivered twice.
 */
final class SoonerTries {
    private final String queue;
    private final Duration time;
    private final RoleCalls deployer;
    private final Supplier<List<StoredMessage>> messages;

    /**
     * @param time until the next try
     * @param deployer whose calls need no grant and meet no fault
     * @param messages all of the queue, those in flight too
     */
    SoonerTries(String queue, Duration time, RoleCalls deployer, Supplier<List<StoredMessage>> messages) {
        this.queue = queue;
        this.time = time;
        this.deployer = deployer;
        this.messages = messages;
    }

    /** Until when messages in flight can't be received, by id. */
    Map<String, Instant> hiddenUntil(Set<String> ids) {
        Map<String, Instant> hidden = new HashMap<>();
        for (StoredMessage message : messages.get()) {
            if (ids.contains(message.id())) {
                hidden.put(message.id(), message.visibleAt());
            }
        }
        return hidden;
    }

    /**
     * Shortens the waiting of messages, but not that of those for which the function chose a time itself.
     *
     * @param failed as they were received
     * @param before until when they were hidden before the function ran
     */
    void hasten(List<JsonNode> failed, Map<String, Instant> before) throws CallFailed, InterruptedException {
        if (failed.isEmpty()) {
            return;
        }
        Map<String, Instant> after = hiddenUntil(before.keySet());
        Instant soon = Instant.now().plus(time);
        for (JsonNode message : failed) {
            String id = message.path("MessageId").asText();
            boolean untouched = before.containsKey(id) && before.get(id).equals(after.get(id));
            if (untouched && after.get(id).isAfter(soon)) {
                ObjectNode request = JsonNodeFactory.instance.objectNode();
                request.put("QueueUrl", deployer.queueUrl(queue));
                request.put("ReceiptHandle", message.path("ReceiptHandle").asText());
                request.put("VisibilityTimeout", time.toSeconds());
                deployer.call(Service.QUEUES, "ChangeMessageVisibility", request);
            }
        }
    }
}

package cn.touzhi.local.aws.sns;

import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.Subscription;
import cn.touzhi.local.template.Topic;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The template's topics and what subscribes to them. */
final class Topics {
    private static final String SNS = "sns.amazonaws.com";

    private final Map<String, List<Subscription>> subscriptions = new HashMap<>();
    private final Map<String, String> kmsKeys = new HashMap<>();
    private final Queues queues;
    private final Permissions permissions;
    private final ViaService keys;
    private final Clock clock;

    Topics(Stack stack, Queues queues, Permissions permissions, ViaService keys, Clock clock) {
        this.queues = queues;
        this.permissions = permissions;
        this.keys = keys;
        this.clock = clock;
        for (Topic topic : stack.topics()) {
            subscriptions.put(topic.logicalId(), new ArrayList<>());
            JsonNode key = stack.resources().get(topic.logicalId()).properties().path("KmsMasterKeyId");
            if (key.isTextual()) {
                kmsKeys.put(topic.logicalId(), key.asText());
            }
        }
        stack.subscriptions()
                .forEach(subscription -> subscriptions.get(subscription.topic()).add(subscription));
    }

    boolean has(String topic) {
        return subscriptions.containsKey(topic);
    }

    List<String> names() {
        return List.copyOf(subscriptions.keySet());
    }

    List<Subscription> subscriptions(String topic) {
        return List.copyOf(subscriptions.get(topic));
    }

    Optional<String> kmsKey(String topic) {
        return Optional.ofNullable(kmsKeys.get(topic));
    }

    /**
     * Brings a message into every queue that wants it, and returns its id. AWS does so after it has acknowledged;
     * earlier makes tests certain.
     */
    String publish(String topic, Publication publication) {
        String id = UUID.randomUUID().toString();
        for (Subscription subscription : subscriptions.get(topic)) {
            if (wants(subscription, publication) && mayDeliver(subscription)) {
                deliver(id, subscription, publication);
            }
        }
        return id;
    }

    private static boolean wants(Subscription subscription, Publication publication) {
        return subscription
                .filterPolicy()
                .map(FilterPolicy::new)
                .map(policy -> subscription.filterOnBody()
                        ? policy.acceptsBody(publication.message())
                        : policy.acceptsAttributes(publication.attributes()))
                .orElse(true);
    }

    /** Without the queue's consent, or its key's, SNS drops the message and tells nobody. */
    private boolean mayDeliver(Subscription subscription) {
        Access send = new Access(
                "sqs:SendMessage",
                Names.queue(subscription.queue()),
                Map.of("aws:SourceArn", List.of(Names.topic(subscription.topic()))));
        return permissions.allowsOnQueue(SNS, subscription.queue(), send)
                && keys.allows(
                        SNS, queues.kmsKey(subscription.queue()), "sqs", List.of("kms:GenerateDataKey", "kms:Decrypt"));
    }

    private void deliver(String id, Subscription subscription, Publication publication) {
        if (subscription.raw()) {
            queues.send(subscription.queue(), publication.message(), Attribute.forQueue(publication.attributes()));
        } else {
            queues.send(
                    subscription.queue(),
                    envelope(id, subscription, publication).toString(),
                    JsonNodeFactory.instance.objectNode());
        }
    }

    private ObjectNode envelope(String id, Subscription subscription, Publication publication) {
        ObjectNode envelope = JsonNodeFactory.instance
                .objectNode()
                .put("Type", "Notification")
                .put("MessageId", id)
                .put("TopicArn", Names.topic(subscription.topic()));
        if (!publication.subject().isEmpty()) {
            envelope.put("Subject", publication.subject());
        }
        envelope.put("Message", publication.message())
                .put("Timestamp", clock.instant().toString());
        if (!publication.attributes().isEmpty()) {
            envelope.set("MessageAttributes", Attribute.forEnvelope(publication.attributes()));
        }
        return envelope;
    }
}

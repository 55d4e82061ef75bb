package cn.touzhi.local.aws.sns;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.ViaService;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.aws.sqs.Queues;
import cn.touzhi.local.data.Message;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** SNS: topics with subscriptions, and SMS (SNS API reference; limits from "Amazon SNS endpoints and quotas"). */
public final class SnsService implements Service {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final int LONGEST_SMS = 1600;

    private final Topics topics;
    private final Batches batches;
    private final Outbox outbox;
    private final Permissions permissions;
    private final ViaService keys;
    private final Clock clock;

    public SnsService(
            Stack stack, Queues queues, Outbox outbox, Permissions permissions, ViaService keys, Clock clock) {
        this.topics = new Topics(stack, queues, permissions, keys, clock);
        this.batches = new Batches(topics);
        this.outbox = outbox;
        this.permissions = permissions;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public String operation(AwsRequest request) {
        return request.form().getOrDefault("Action", "");
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public ErrorCodes codes() {
        return new ErrorCodes(
                new ServiceException(403, "AuthorizationError", ""),
                new ServiceException(429, "Throttled", "Rate exceeded"),
                new ServiceException(500, "InternalError", "Internal error"),
                new ServiceException(400, "ConcurrentAccess", "Can't perform multiple operations at once."),
                new ServiceException(400, "InvalidAction", "The action is not valid for this endpoint."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        Map<String, String> form = request.form();
        boolean publishes = operation(request).startsWith("Publish");
        String action = "sns:" + (publishes ? "Publish" : operation(request));
        String topic = form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
        // an SMS has no resource but the number, which only "*" grants; it is not told on, being personal
        permissions.demand(role, Access.of(action, topic.isEmpty() ? "PhoneNumber" : topic));
        if (publishes && !topic.isEmpty()) {
            keys.demand(
                    role,
                    topics.kmsKey(Names.logicalId(topic)),
                    "sns",
                    Map.of("aws:sns:topicArn", topic),
                    List.of("kms:GenerateDataKey", "kms:Decrypt"));
        }
    }

    @Override
    public Answer answer(AwsRequest request) {
        Map<String, String> form = request.form();
        return switch (operation(request)) {
            case "Publish" -> Responses.of("Publish", "<MessageId>" + publish(form) + "</MessageId>");
            case "PublishBatch" -> Responses.of("PublishBatch", batches.publish(topic(form), form));
            case "ListTopics" -> Responses.topics(topics.names());
            case "GetTopicAttributes" -> Responses.attributes(topic(form));
            case "ListSubscriptionsByTopic" -> Responses.subscriptions(topics.subscriptions(topic(form)));
            default -> throw codes().unknownOperation();
        };
    }

    /**
     * Publishes a message on a topic of the template.
     *
     * @throws ServiceException if there is no such topic
     */
    public void publish(String topic, String message, String type) {
        topics.publish(
                topic(Map.of("TopicArn", Names.topic(topic))),
                new Publication("", message, Map.of("type", new Attribute("String", type))));
    }

    private String publish(Map<String, String> form) {
        Publication publication = new Publication(
                form.getOrDefault("Subject", ""), form.getOrDefault("Message", ""), Attribute.read(form, ""));
        check(publication);
        if (form.containsKey("PhoneNumber")) {
            return sms(form.get("PhoneNumber"), publication);
        }
        return topics.publish(topic(form), publication);
    }

    /** The logical id of the topic that is meant. */
    private String topic(Map<String, String> form) {
        String arn = form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
        String id = Names.logicalId(arn);
        if (!topics.has(id) || !Names.topic(id).equals(arn)) {
            throw arn.isEmpty()
                    ? Batches.invalid("TopicArn")
                    : new ServiceException(404, "NotFound", "Topic does not exist");
        }
        return id;
    }

    static void check(Publication publication) {
        if (publication.message().isEmpty()) {
            throw new ServiceException(400, "InvalidParameter", "Invalid parameter: Empty message");
        }
        if (publication.bytes() > Batches.MOST_BYTES) {
            throw new ServiceException(400, "InvalidParameter", "Invalid parameter: Message too long");
        }
        if (publication.subject().length() > 100
                || publication.subject().chars().anyMatch(c -> c < ' ')) {
            throw Batches.invalid("Subject");
        }
    }

    private String sms(String number, Publication publication) {
        if (!E164.matcher(number).matches()) {
            throw Batches.invalid("PhoneNumber");
        }
        if (publication.message().codePointCount(0, publication.message().length()) > LONGEST_SMS
                || publication.message().getBytes(StandardCharsets.UTF_8).length > 4 * LONGEST_SMS) {
            throw new ServiceException(400, "InvalidParameter", "Invalid parameter: Message too long");
        }
        String id = UUID.randomUUID().toString();
        Map<String, String> attributes = new TreeMap<>();
        publication.attributes().forEach((name, attribute) -> attributes.put(name, attribute.value()));
        outbox.take(new Message(id, "sms", number, "", publication.message(), "", attributes, clock.instant()));
        return id;
    }
}

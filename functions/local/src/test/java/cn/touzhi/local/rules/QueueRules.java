package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Queues: nothing is lost in them, nobody else writes into them. */
final class QueueRules {
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String SUBSCRIPTION = "AWS::SNS::Subscription";
    /** Below it a throttled consumer loses messages to the dead letters (Lambda guide, error handling for SQS). */
    private static final int RECEIPTS = 5;
    /** Visibility in time-outs of the consumer (Lambda guide, "Using Lambda with Amazon SQS"). */
    private static final int TIMEOUTS = 6;

    private QueueRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.every(
                                QUEUE,
                                "every queue is encrypted",
                                "CKV_AWS_27, cfn_nag W48",
                                queue -> queue.properties()
                                                .path("SqsManagedSseEnabled")
                                                .asBoolean()
                                        || queue.properties().has("KmsMasterKeyId"))
                        .brokenBy("switching it off", edit -> edit.properties("RelayFailures")
                                .put("SqsManagedSseEnabled", false)),
                Rule.that(
                                "every queue has dead letters, unless it holds such",
                                "own; F31",
                                template -> queues(
                                        template,
                                        queue -> queue.redrive().isEmpty()
                                                && !lastStops(template).contains(queue.logicalId())))
                        .brokenBy("a queue without", edit -> edit.properties("SendingQueue")
                                .remove("RedrivePolicy")),
                // a dead letter keeps the time at which it was first sent
                Rule.that(
                                "dead letters are kept longer than the queue keeps its own",
                                "own; F32",
                                template -> queues(template, queue -> queue.redrive()
                                        .filter(redrive -> queue.retention()
                                                        .compareTo(retention(template, redrive.deadLetterQueue()))
                                                >= 0)
                                        .isPresent()))
                        .brokenBy("keeping both for a day", edit -> edit.properties("SendingDeadLetters")
                                .put("MessageRetentionPeriod", 86_400)),
                Rule.that(
                                "a message is tried five times at least",
                                "own; F30",
                                template -> queues(template, queue -> queue.redrive()
                                        .filter(redrive -> redrive.maxReceiveCount() < RECEIPTS)
                                        .isPresent()))
                        .brokenBy("trying twice", edit -> edit.at("/Resources/SendingQueue/Properties/RedrivePolicy")
                                .put("maxReceiveCount", 2)),
                Rule.that(
                                "a message stays invisible for six time-outs of its consumer",
                                "own, cfn-lint E3505 says one; F29",
                                template -> template.functions().flatMap(function -> function.events().stream()
                                        .filter(EventSource.FromQueue.class::isInstance)
                                        .map(EventSource.FromQueue.class::cast)
                                        .filter(source -> visibility(template, source.queue())
                                                        .compareTo(wanted(function, source))
                                                < 0)
                                        .map(EventSource.FromQueue::queue)))
                        .brokenBy("half a minute", edit -> edit.properties("SendingQueue")
                                .put("VisibilityTimeout", 30))
                        .brokenBy("a slower consumer", edit -> edit.properties("SendingFunction")
                                .put("Timeout", 26)),
                Rule.that(
                                "queues refuse everything that comes without TLS",
                                "own, after Guard s3_bucket_ssl_requests_only; ASVS v5.0.0-12.3.1",
                                template -> queues(template, queue -> Statement.ofResources(template)
                                        .filter(statement -> statement.concerns(queue.logicalId()))
                                        .noneMatch(statement -> statement.refusesPlainText("sqs:*"))))
                        .brokenBy("no policy", edit -> edit.remove("RelayFailuresPolicy"))
                        .brokenBy("refusing only some calls", edit -> edit.statement("SendingQueuePolicy", "TlsOnly")
                                .put("Action", "sqs:SendMessage")),
                Rule.that(
                                "a queue's policy admits only the topic that it subscribes to, or the bucket that tells it, and only"
                                        + " to send",
                                "own; cfn-lint W3664 for functions",
                                template -> template.all("AWS::SQS::QueuePolicy")
                                        .flatMap(policy -> Statement.of(
                                                policy.logicalId(),
                                                policy.properties().path("PolicyDocument")))
                                        .filter(Statement::allows)
                                        .filter(statement -> !onlyFromItsTopic(template, statement)
                                                && !onlyFromItsBucket(template, statement))
                                        .map(Statement::where))
                        .brokenBy("any topic", edit -> edit.statement("SendingQueuePolicy", "FromDomainEvents")
                                .remove("Condition"))
                        .brokenBy("a bucket of any account", edit -> edit.statement(
                                        "AttachmentsQueuePolicy", "FromBucket")
                                .remove("Condition"))
                        .brokenBy("anybody", edit -> edit.statement("SendingQueuePolicy", "FromDomainEvents")
                                .put("Principal", "*"))
                        .brokenBy("reading too", edit -> edit.statement("SendingQueuePolicy", "FromDomainEvents")
                                .set("Action", Edit.json("['sqs:SendMessage', 'sqs:ReceiveMessage']"))));
    }

    /** The queues where a message's way ends: dead letters, and what streams could not deliver. */
    static Set<String> lastStops(Template template) {
        Set<String> stops = new TreeSet<>();
        template.stack().queues().forEach(queue -> queue.redrive()
                .ifPresent(redrive -> stops.add(redrive.deadLetterQueue())));
        template.all(SUBSCRIPTION)
                .map(subscription -> subscription.properties().at("/RedrivePolicy/deadLetterTargetArn"))
                .filter(target -> !target.isMissingNode())
                .forEach(target -> stops.add(Names.logicalId(target.asText())));
        template.functions()
                .flatMap(function -> function.events().stream())
                .filter(EventSource.FromStream.class::isInstance)
                .map(EventSource.FromStream.class::cast)
                .forEach(source -> source.onFailureQueue().ifPresent(stops::add));
        return stops;
    }

    private static Stream<String> queues(Template template, Predicate<Queue> wrong) {
        return template.stack().queues().stream().filter(wrong).map(Queue::logicalId);
    }

    private static Queue queue(Template template, String logicalId) {
        return template.stack().queues().stream()
                .filter(queue -> queue.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    private static Duration retention(Template template, String queue) {
        return queue(template, queue).retention();
    }

    private static Duration visibility(Template template, String queue) {
        return queue(template, queue).visibility();
    }

    private static Duration wanted(LambdaFunction function, EventSource.FromQueue source) {
        return function.timeout().multipliedBy(TIMEOUTS).plus(source.window());
    }

    private static boolean onlyFromItsTopic(Template template, Statement statement) {
        List<String> topics = template.stack().subscriptions().stream()
                .filter(subscription -> statement.concerns(subscription.queue()))
                .map(subscription -> Names.topic(subscription.topic()))
                .toList();
        return statement.actions().equals(List.of("sqs:SendMessage"))
                && statement.node().at("/Principal/Service").asText().equals("sns.amazonaws.com")
                && !topics.isEmpty()
                && statement.demanded("aws:SourceArn").equals(topics);
    }

    /** The bucket needs the policy before it is made, and so can't be named in it: its account is. */
    private static boolean onlyFromItsBucket(Template template, Statement statement) {
        return statement.actions().equals(List.of("sqs:SendMessage"))
                && statement.node().at("/Principal/Service").asText().equals("s3.amazonaws.com")
                && template.stack().buckets().stream()
                        .flatMap(bucket -> bucket.notifications().stream())
                        .anyMatch(notification -> statement.concerns(notification.queue()))
                && statement.demanded("aws:SourceAccount").equals(List.of(Names.ACCOUNT));
    }
}

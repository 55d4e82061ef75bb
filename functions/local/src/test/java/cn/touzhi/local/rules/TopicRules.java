package cn.touzhi.local.rules;

import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Subscription;
import java.util.List;
import java.util.stream.Stream;

/** Topics and who subscribes to them. */
final class TopicRules {
    private static final String TOPIC = "AWS::SNS::Topic";

    private TopicRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.every(TOPIC, "every topic is encrypted", "CKV_AWS_26, cfn_nag W47", topic -> topic.properties()
                                .has("KmsMasterKeyId"))
                        .brokenBy("leaving it plain", edit -> edit.properties("DomainEvents")
                                .remove("KmsMasterKeyId")),
                Rule.that(
                                "topics refuse what comes without TLS, and admit nobody from outside",
                                "own, after Guard s3_bucket_ssl_requests_only; ASVS v5.0.0-12.3.1",
                                template -> template.all(TOPIC)
                                        .map(Resource::logicalId)
                                        .filter(topic -> policies(template, topic)
                                                        .noneMatch(
                                                                statement -> statement.refusesPlainText("sns:Publish"))
                                                || policies(template, topic).anyMatch(Statement::allows)))
                        .brokenBy("no policy", edit -> edit.remove("DomainEventsPolicy"))
                        .brokenBy("admitting all", edit -> edit.statement("DomainEventsPolicy", "TlsOnly")
                                .put("Effect", "Allow")),
                Rule.that(
                                "a queue takes from a topic the types it names, bare, and loses none",
                                "own; F24, F31",
                                template -> template.stack().subscriptions().stream()
                                        .filter(subscription -> !sound(template, subscription))
                                        .map(Subscription::logicalId))
                        .brokenBy("taking all types", edit -> edit.properties("SendingSubscription")
                                .remove("FilterPolicy"))
                        .brokenBy("wrapping events", edit -> edit.properties("SendingSubscription")
                                .put("RawMessageDelivery", false))
                        .brokenBy("losing what can't be delivered", edit -> edit.properties("SendingSubscription")
                                .remove("RedrivePolicy")));
    }

    private static Stream<Statement> policies(Template template, String logicalId) {
        return Statement.ofResources(template).filter(statement -> statement.concerns(logicalId));
    }

    private static boolean sound(Template template, Subscription subscription) {
        return subscription.raw()
                && subscription
                        .filterPolicy()
                        .filter(policy -> policy.has("type"))
                        .isPresent()
                && template.stack()
                        .resources()
                        .get(subscription.logicalId())
                        .properties()
                        .has("RedrivePolicy");
    }
}

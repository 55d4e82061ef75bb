package cn.touzhi.local.aws.sns;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** SNS's answers in the XML of the query protocol. */
final class Responses {
    private Responses() {}

    static Answer of(String operation, String result) {
        String body = """
                <%1$sResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\
                <%1$sResult>%2$s</%1$sResult>\
                <ResponseMetadata><RequestId>%3$s</RequestId></ResponseMetadata></%1$sResponse>""".formatted(operation, result, UUID.randomUUID());
        return Answer.ok("text/xml", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer topics(List<String> names) {
        return of(
                "ListTopics",
                names.stream()
                        .map(name -> "<member><TopicArn>" + Names.topic(name) + "</TopicArn></member>")
                        .collect(Collectors.joining("", "<Topics>", "</Topics>")));
    }

    static Answer attributes(String topic) {
        return of(
                "GetTopicAttributes",
                "<Attributes>" + entry("TopicArn", Names.topic(topic)) + entry("Owner", Names.ACCOUNT)
                        + "</Attributes>");
    }

    private static String entry(String key, String value) {
        return "<entry><key>" + key + "</key><value>" + value + "</value></entry>";
    }

    static Answer subscriptions(List<Subscription> subscriptions) {
        return of(
                "ListSubscriptionsByTopic",
                subscriptions.stream()
                        .map(subscription ->
                                "<member><SubscriptionArn>%s</SubscriptionArn><TopicArn>%s</TopicArn><Protocol>sqs</Protocol><Endpoint>%s</Endpoint><Owner>%s</Owner></member>"
                                        .formatted(
                                                Names.arn("sns", subscription.logicalId()),
                                                Names.topic(subscription.topic()),
                                                Names.queue(subscription.queue()),
                                                Names.ACCOUNT))
                        .collect(Collectors.joining("", "<Subscriptions>", "</Subscriptions>")));
    }
}

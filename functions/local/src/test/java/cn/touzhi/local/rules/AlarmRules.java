package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Alarms: whatever may go wrong unseen has one, and it rings where operators listen. */
final class AlarmRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private AlarmRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "every function's errors raise an alarm",
                                "own; ASVS v5.0.0-16.3.4",
                                template -> functions(template, "Errors", function -> true))
                        .brokenBy("no alarm", edit -> edit.remove("IssuerFunctionErrors")),
                Rule.that(
                                "every function's throttling raises an alarm",
                                "own; F30",
                                template -> functions(template, "Throttles", function -> true))
                        .brokenBy("no alarm", edit -> edit.remove("RelayFunctionThrottles"))
                        .brokenBy("an alarm about another function", edit -> edit.properties("SendingFunctionThrottles")
                                .set(
                                        "Dimensions",
                                        Edit.json("[{'Name': 'FunctionName', 'Value': {'Ref': 'RelayFunction'}}]"))),
                Rule.that(
                                "a stream that is read late raises an alarm",
                                "own; F23",
                                template -> functions(template, "IteratorAge", function -> function.events().stream()
                                        .anyMatch(FromStream.class::isInstance)))
                        .brokenBy("no alarm", edit -> edit.remove("RelayIteratorAge")),
                Rule.that("messages that wait too long raise an alarm", "own; F35", template -> template.functions()
                                .flatMap(function -> function.events().stream())
                                .filter(FromQueue.class::isInstance)
                                .map(source -> ((FromQueue) source).queue())
                                .filter(queue -> !queueAlarm(template, "ApproximateAgeOfOldestMessage", queue)))
                        .brokenBy("no alarm", edit -> edit.remove("SendingQueueAge")),
                Rule.that(
                                "every dead letter and every failed record raises an alarm",
                                "own; F31",
                                template -> QueueRules.lastStops(template).stream()
                                        .filter(queue ->
                                                !queueAlarm(template, "ApproximateNumberOfMessagesVisible", queue)))
                        .brokenBy("no alarm for dead letters", edit -> edit.remove("SendingDeadLettersFilled"))
                        .brokenBy("none before the tenth", edit -> edit.properties("RelayFailuresFilled")
                                .put("Threshold", 10)),
                // a fault that is answered is no error to Lambda
                Rule.that(
                                "an API's answers of 5xx raise an alarm",
                                "own; F2, ASVS v5.0.0-16.3.4",
                                template -> template.stack().apis().stream()
                                        .map(HttpApi::logicalId)
                                        .filter(api -> alarms(template, "AWS/ApiGateway", "5xx")
                                                .noneMatch(alarm -> isAbout(alarm, "ApiId", api))))
                        .brokenBy("no alarm", edit -> edit.remove("IssuerApiFailures")),
                Rule.that(
                                "an event that a room may not send, and a sender that AWS refuses, raise an alarm",
                                "own; F36, ASVS v5.0.0-16.3.3",
                                template -> Stream.of("EventRefused", "SenderNotPermitted")
                                        .filter(metric -> alarms(template, "Touzhi", metric)
                                                .findAny()
                                                .isEmpty()))
                        .brokenBy("no alarm about events", edit -> edit.remove("RelayEventRefused"))
                        .brokenBy("no alarm about senders", edit -> edit.remove("SenderNotPermitted")),
                Rule.every(
                                ALARM,
                                "every alarm rings where operators listen, and silence is no alarm",
                                "CKV_AWS_319",
                                alarm -> alarm.properties().path("AlarmActions").size() == 1
                                        && alarm.properties()
                                                .path("TreatMissingData")
                                                .asText()
                                                .equals("notBreaching"))
                        .brokenBy("ringing nowhere", edit -> edit.properties("SendingQueueAge")
                                .remove("AlarmActions"))
                        .brokenBy("ringing at night when nothing happens", edit -> edit.properties("RelayIteratorAge")
                                .remove("TreatMissingData")));
    }

    private static Stream<String> functions(Template template, String metric, Predicate<LambdaFunction> concerned) {
        return template.functions()
                .filter(concerned)
                .map(LambdaFunction::logicalId)
                .filter(function -> alarms(template, "AWS/Lambda", metric)
                        .noneMatch(alarm -> isAbout(alarm, "FunctionName", function)));
    }

    private static boolean queueAlarm(Template template, String metric, String queue) {
        return alarms(template, "AWS/SQS", metric)
                .filter(alarm -> metric.equals("ApproximateAgeOfOldestMessage")
                        || alarm.path("Threshold").asInt() == 1)
                .anyMatch(alarm -> isAbout(alarm, "QueueName", queue));
    }

    private static Stream<JsonNode> alarms(Template template, String namespace, String metric) {
        return template.all(ALARM)
                .map(alarm -> alarm.properties())
                .filter(alarm -> alarm.path("Namespace").asText().equals(namespace)
                        && alarm.path("MetricName").asText().equals(metric));
    }

    private static boolean isAbout(JsonNode alarm, String dimension, String value) {
        return Tree.elements(alarm.path("Dimensions"))
                .anyMatch(each -> each.path("Name").asText().equals(dimension)
                        && each.path("Value").asText().equals(value));
    }
}

package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.HttpApi;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Alarms: whatever may go wrong unseen has one, and it rings where operators listen. */
final class AlarmRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    /** Half of what a code lives. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    /** What they do hourly is promised by the policy or to seekers; a run may be missed twice, and is made up for. */
    private static final List<String> PUNCTUAL = List.of("KeysFunction", "ApplicationsTimersFunction");

    /** By then an ended session counts in no room any more; they hear of it by events. */
    private static final Duration REVOCATION = Duration.ofSeconds(5);

    private static final Duration SILENT = Duration.ofHours(3);
    private static final String STARTED = "Invocations";

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
                Rule.that(
                                "a function whose work nobody would miss for days raises an alarm when it isn't started",
                                "own; privacy policy, 5.2: what was promised to go must go",
                                template -> PUNCTUAL.stream().filter(function -> alarms(template, "AWS/Lambda", STARTED)
                                        .noneMatch(alarm -> isAbout(alarm, "FunctionName", function))))
                        .brokenBy("no alarm", edit -> edit.remove("KeysFunctionIdle"))
                        .brokenBy("an alarm about another function", edit -> edit.properties("KeysFunctionIdle")
                                .set(
                                        "Dimensions",
                                        Edit.json("[{'Name': 'FunctionName', 'Value': {'Ref': 'RelayFunction'}}]"))),
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
                        .brokenBy("no alarm for failed records", edit -> edit.remove("RelayFailuresFilled")),
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
                Rule.that(
                                "messages that are pumped or blocked, and limits that can't be read, raise an alarm",
                                "own; ASVS v5.0.0-16.3.3",
                                template -> Stream.of("BreakerTripped", "SmsBlocked", "LimiterUnreadable")
                                        .filter(metric -> alarms(template, "Touzhi", metric)
                                                .findAny()
                                                .isEmpty()))
                        .brokenBy("no alarm about breakers", edit -> edit.remove("BreakerTripped")),
                Rule.that(
                                "every alarm rings within minutes, and early enough for something to be done",
                                "own; F22, F30, F31, F35",
                                AlarmRules::late)
                        .brokenBy("errors from the tenth on", edit -> edit.properties("RelayFunctionErrors")
                                .put("Threshold", 10))
                        .brokenBy("errors on average", edit -> edit.properties("IssuerFunctionErrors")
                                .put("Statistic", "Average"))
                        .brokenBy("throttling from the second on", edit -> edit.properties("SendingFunctionThrottles")
                                .put("ComparisonOperator", "GreaterThanThreshold"))
                        .brokenBy("a stream that is a day behind", edit -> edit.properties("RelayIteratorAge")
                                .put("Threshold", 86_400_000))
                        .brokenBy("codes that have died in the queue", edit -> edit.properties("SendingQueueAge")
                                .put("Threshold", 600))
                        .brokenBy("the youngest message", edit -> edit.properties("SendingQueueAge")
                                .put("Statistic", "Minimum"))
                        .brokenBy("dead letters from the tenth on", edit -> edit.properties("SendingDeadLettersFilled")
                                .put("Threshold", 10))
                        .brokenBy("hundreds of failed requests", edit -> edit.properties("ApiFailures")
                                .put("Threshold", 500))
                        .brokenBy("sessions that end a minute late", edit -> edit.properties("RevocationLag")
                                .put("Threshold", 60_000))
                        .brokenBy("no event refused", edit -> edit.properties("RelayEventRefused")
                                .put("ComparisonOperator", "LessThanThreshold"))
                        .brokenBy("senders refused ten times", edit -> edit.properties("SenderNotPermitted")
                                .put("Threshold", 10))
                        .brokenBy("an hour of throttling", edit -> edit.properties("RelayFunctionThrottles")
                                .put("EvaluationPeriods", 12))
                        .brokenBy("a function that isn't started for a day", edit -> edit.properties("KeysFunctionIdle")
                                .put("EvaluationPeriods", 24))
                        .brokenBy("a function that is started", edit -> edit.properties("KeysFunctionIdle")
                                .put("ComparisonOperator", "GreaterThanOrEqualToThreshold"))
                        .brokenBy("a figure that nobody has set a bound for", edit -> edit.add("Slow", """
                                {'Type': 'AWS::CloudWatch::Alarm',
                                 'Properties': {'Namespace': 'AWS/Lambda', 'MetricName': 'Duration',
                                                'Statistic': 'Maximum', 'Threshold': 1, 'Period': 300,
                                                'EvaluationPeriods': 1, 'TreatMissingData': 'notBreaching',
                                                'ComparisonOperator': 'GreaterThanOrEqualToThreshold',
                                                'AlarmActions': [{'Ref': 'AlarmTopic'}],
                                                'Tags': [{'Key': 'touzhi:stage', 'Value': {'Ref': 'Stage'}}]}}
                                """)),
                Rule.every(
                                ALARM,
                                "every alarm rings where operators listen, and silence is none but where it is what the alarm is about",
                                "CKV_AWS_319",
                                alarm -> alarm.properties().path("AlarmActions").size() == 1
                                        && alarm.properties()
                                                .path("ActionsEnabled")
                                                .asBoolean(true)
                                        && alarm.properties()
                                                .path("TreatMissingData")
                                                .asText()
                                                .equals(
                                                        isAboutSilence(alarm.properties())
                                                                ? "breaching"
                                                                : "notBreaching"))
                        .brokenBy("ringing nowhere", edit -> edit.properties("SendingQueueAge")
                                .remove("AlarmActions"))
                        .brokenBy(
                                "muted", edit -> edit.properties("ApiFailures").put("ActionsEnabled", false))
                        .brokenBy("deaf to silence", edit -> edit.properties("KeysFunctionIdle")
                                .put("TreatMissingData", "notBreaching"))
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
        return alarms(template, "AWS/SQS", metric).anyMatch(alarm -> isAbout(alarm, "QueueName", queue));
    }

    private static Stream<String> late(Template template) {
        long halfACode =
                template.source().at("/Parameters/CodeLifetime/MaxValue").asLong(Long.MAX_VALUE) / 2;
        Map<String, Bound> bounds = Map.ofEntries(
                Map.entry("Errors", new Bound("Sum", 1)),
                Map.entry("Throttles", new Bound("Sum", 1)),
                Map.entry(
                        "IteratorAge", new Bound("Maximum", Duration.ofHours(1).toMillis())),
                Map.entry("ApproximateAgeOfOldestMessage", new Bound("Maximum", halfACode)),
                Map.entry("ApproximateNumberOfMessagesVisible", new Bound("Maximum", 1)),
                Map.entry("5xx", new Bound("Sum", 5)),
                Map.entry("EventRefused", new Bound("Sum", 1)),
                Map.entry("SenderNotPermitted", new Bound("Sum", 1)),
                Map.entry("BreakerTripped", new Bound("Sum", 1)),
                Map.entry("SmsBlocked", new Bound("Sum", 1)),
                Map.entry("LimiterUnreadable", new Bound("Sum", 1)),
                Map.entry("RevocationLag", new Bound("Maximum", REVOCATION.toMillis())));
        return template.all(ALARM)
                .filter(alarm -> !(isAboutSilence(alarm.properties()) && hearsSilence(alarm.properties())))
                .filter(alarm -> Optional.ofNullable(
                                bounds.get(alarm.properties().path("MetricName").asText()))
                        .filter(bound -> bound.admits(alarm.properties()))
                        .isEmpty())
                .map(Resource::logicalId);
    }

    /**
     * How far a figure may go before operators hear of it.
     *
     * @param statistic the only one that shows a single occurrence of what the figure is about
     */
    private record Bound(String statistic, long threshold) {
        boolean admits(JsonNode alarm) {
            long seconds = alarm.path("Period").asLong(Integer.MAX_VALUE)
                    * alarm.path("EvaluationPeriods").asLong(Integer.MAX_VALUE);
            return alarm.path("ComparisonOperator").asText().equals("GreaterThanOrEqualToThreshold")
                    && alarm.path("Statistic").asText().equals(statistic)
                    && alarm.path("Threshold").asLong(Long.MAX_VALUE) <= threshold
                    && seconds <= WITHIN.toSeconds();
        }
    }

    private static boolean isAboutSilence(JsonNode alarm) {
        return alarm.path("MetricName").asText().equals(STARTED);
    }

    /** Whether it rings when nothing is started for a few times the hour in which that should be. */
    private static boolean hearsSilence(JsonNode alarm) {
        long seconds = alarm.path("Period").asLong(Integer.MAX_VALUE)
                * alarm.path("EvaluationPeriods").asLong(Integer.MAX_VALUE);
        return alarm.path("ComparisonOperator").asText().equals("LessThanThreshold")
                && alarm.path("Statistic").asText().equals("Sum")
                && alarm.path("Threshold").asLong() == 1
                && seconds <= SILENT.toSeconds();
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

package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How queues and streams feed functions: one bad record never holds up or takes along the good ones. */
final class SourceRules {
    /** Below it a queue's poller waits for the function (Lambda guide, "Using Lambda with Amazon SQS"). */
    private static final int BATCHES = 5;

    private SourceRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.that(
                                "every queue and stream takes back only the records that failed",
                                "own; F27",
                                template -> sources(template, source -> switch (source) {
                                    case FromQueue queue -> !queue.partialFailures();
                                    case FromStream stream -> !stream.partialFailures();
                                    default -> false;
                                }))
                        .brokenBy("whole batches of a queue", edit -> edit.event("SendingFunction", "CodeRequested")
                                .remove("FunctionResponseTypes"))
                        .brokenBy("whole batches of a stream", edit -> edit.event("RelayFunction", "Registration")
                                .remove("FunctionResponseTypes")),
                Rule.that(
                                "every stream gives a bad record up in the end, alone, and says so",
                                "own; F22",
                                template -> sources(
                                        template, source -> source instanceof FromStream stream && !goesOn(stream)))
                        .brokenBy("keeping batches whole", edit -> edit.event("RelayFunction", "Registration")
                                .remove("BisectBatchOnFunctionError"))
                        .brokenBy("trying for ever", edit -> edit.event("RelayFunction", "Registration")
                                .remove("MaximumRetryAttempts"))
                        .brokenBy("records of any age", edit -> edit.event("RelayFunction", "Registration")
                                .remove("MaximumRecordAgeInSeconds"))
                        .brokenBy("dropping what failed", edit -> edit.event("RelayFunction", "Registration")
                                .remove("DestinationConfig")),
                // LATEST loses what is written between the table's making and the mapping's
                Rule.that(
                                "every stream is read from its beginning",
                                "own; F23",
                                template -> sources(
                                        template,
                                        source -> source instanceof FromStream stream
                                                && !stream.startingPosition().equals("TRIM_HORIZON")))
                        .brokenBy("from now on", edit -> edit.event("RelayFunction", "Registration")
                                .put("StartingPosition", "LATEST")),
                // a reservation would throttle the queue's poller, and throttled messages count as tried
                Rule.that(
                                "every queue bounds how many batches run at once, by five or more",
                                "own; F30, Guard lambda_concurrency_check",
                                template -> sources(
                                        template,
                                        source -> source instanceof FromQueue queue
                                                && queue.maximumConcurrency().orElse(0) < BATCHES))
                        .brokenBy("no bound", edit -> edit.event("SendingFunction", "CodeRequested")
                                .remove("ScalingConfig"))
                        .brokenBy("two at once", edit -> edit.at(
                                        "/Resources/SendingFunction/Properties/Events/CodeRequested/Properties/ScalingConfig")
                                .put("MaximumConcurrency", 2)),
                Rule.that(
                                "no function can be given less concurrency than its queue makes use of",
                                "own; F30, Lambda guide, maximum concurrency of SQS sources",
                                SourceRules::starved)
                        .brokenBy("whatever the deployer says", edit -> edit.at("/Rules")
                                .remove("ReservationFeedsTheQueue"))
                        .brokenBy("nine", edit -> edit.at("/Rules/ReservationFeedsTheQueue/Assertions/0")
                                .set(
                                        "Assert",
                                        Edit.json("{'Fn::Not': [{'Fn::Contains':"
                                                + " [['1', '2', '3', '4', '5', '6', '7', '8'],"
                                                + " {'Ref': 'ReservedConcurrency'}]}]}")))
                        .brokenBy("more batches", edit -> edit.at(
                                        "/Resources/SendingFunction/Properties/Events/CodeRequested/Properties/ScalingConfig")
                                .put("MaximumConcurrency", 11)));
    }

    /** What comes of every reservation that the template does not refuse and that a queue could use up. */
    private static Stream<String> starved(Template template) {
        int most = template.functions()
                .flatMap(SourceRules::batches)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        ObjectNode rulesAlone = template.source().deepCopy();
        rulesAlone.remove("Outputs");
        rulesAlone.putObject("Resources");
        Stream<Stack> smaller = IntStream.range(1, most)
                // so that hardly any of them has to be resolved as a whole
                .filter(reserved -> deployed(rulesAlone, template, reserved).isPresent())
                .boxed()
                .flatMap(reserved -> deployed(template.source(), template, reserved).stream());
        return Stream.concat(Stream.of(template.byDefault(), template.stack()), smaller)
                .flatMap(stack -> stack.functions().stream())
                .filter(function -> function.reservedConcurrency().isPresent())
                .filter(function -> batches(function)
                        .anyMatch(each -> each > function.reservedConcurrency().getAsInt()))
                .map(function -> function.logicalId() + " with "
                        + function.reservedConcurrency().getAsInt());
    }

    private static Stream<Integer> batches(LambdaFunction function) {
        return function.events().stream()
                .filter(FromQueue.class::isInstance)
                .map(source -> ((FromQueue) source).maximumConcurrency().orElse(0));
    }

    private static Optional<Stack> deployed(JsonNode source, Template template, int reserved) {
        try {
            return Optional.of(
                    Stack.of(source, template.folder(), Map.of("ReservedConcurrency", String.valueOf(reserved))));
        } catch (TemplateException refused) {
            return Optional.empty();
        }
    }

    private static boolean goesOn(FromStream stream) {
        return stream.bisect()
                && stream.maximumRetries() >= 0
                && stream.maximumRecordAge().isPresent()
                && stream.onFailureQueue().isPresent();
    }

    private static Stream<String> sources(Template template, Predicate<EventSource> wrong) {
        return template.functions().flatMap(function -> function.events().stream()
                .filter(wrong)
                .map(source -> function.logicalId() + ".Events." + source.name()));
    }
}

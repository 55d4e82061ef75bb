package cn.touzhi.local.rules;

import cn.touzhi.local.template.EventSource;
import cn.touzhi.local.template.EventSource.FromQueue;
import cn.touzhi.local.template.EventSource.FromStream;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How queues and streams feed functions: one bad record never holds up or takes along the good ones. */
final class SourceRules {
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
                                .remove("DestinationConfig"))
                        .whichAlsoBreaks("every queue has dead letters, unless it holds such"),
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
                                "every queue bounds how many batches run at once",
                                "own; F30",
                                template -> sources(
                                        template,
                                        source -> source instanceof FromQueue queue
                                                && queue.maximumConcurrency().isEmpty()))
                        .brokenBy("no bound", edit -> edit.event("SendingFunction", "CodeRequested")
                                .remove("ScalingConfig")));
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

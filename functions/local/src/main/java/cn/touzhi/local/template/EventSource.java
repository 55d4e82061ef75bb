package cn.touzhi.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What makes a function run. */
public sealed interface EventSource {
    /** The event's name under the function. */
    String name();

    /**
     * @param api logical id
     * @param method upper case; {@code ANY} for all
     * @param path with {@code {parameters}}, or {@code $default}
     * @param authorizer empty where the route is public
     * @param scopes of which a token needs one, where there are any
     * @param throttle the route's own limit
     */
    record HttpRoute(
            String name,
            String api,
            String method,
            String path,
            Optional<String> authorizer,
            List<String> scopes,
            Optional<Throttle> throttle)
            implements EventSource {}

    /**
     * @param queue logical id
     * @param window how long to gather a batch
     * @param partialFailures whether the answer names the messages that failed
     * @param maximumConcurrency how many batches run at once, where limited
     */
    record FromQueue(
            String name,
            String queue,
            int batchSize,
            Duration window,
            boolean partialFailures,
            OptionalInt maximumConcurrency)
            implements EventSource {}

    /**
     * @param table logical id
     * @param bisect whether a batch that fails is halved
     * @param maximumRetries -1 for as long as the records live
     * @param onFailureQueue logical id of the queue that is told of records given up
     * @param startingPosition TRIM_HORIZON or LATEST
     */
    record FromStream(
            String name,
            String table,
            int batchSize,
            Duration window,
            boolean partialFailures,
            boolean bisect,
            int maximumRetries,
            Optional<Duration> maximumRecordAge,
            Optional<String> onFailureQueue,
            String startingPosition)
            implements EventSource {}

    /**
     * @param expression {@code rate(…)}, {@code cron(…)} or {@code at(…)}
     * @param input the event as JSON, where the template gives one
     */
    record OnSchedule(String name, String expression, Optional<String> input) implements EventSource {}
}

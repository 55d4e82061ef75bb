package cn.touzhi.applications.timers;

import cn.touzhi.applications.application.DueApplications;
import cn.touzhi.applications.application.Steps;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.log.OperationLog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function {@code timers}: every five minutes it takes the steps that are the platform's. What an employer left unanswered for 30
 * days expires, and an interview counts as done a day after it. No framework: it reads no request.
 */
public final class ApplicationsTimersHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** What one more application takes at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(5);

    private final DueApplications due;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ApplicationsTimersHandler() {
        this(ApplicationsTimersSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ApplicationsTimersHandler(ApplicationsTimersSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("applications-timers", clock));
    }

    /** As a test makes it. */
    ApplicationsTimersHandler(
            ApplicationsTimersSettings settings, DynamoDbClient dynamo, AwsCalls calls, Clock clock, OperationLog log) {
        SecureRandom random = new SecureRandom();
        Steps steps = new Steps(settings.table(), new Transactions(dynamo, random), clock, random);
        this.due = new DueApplications(dynamo, settings.table(), steps, log);
        this.calls = calls;
    }

    /**
     * Does what is due.
     *
     * @return {@code taken}: how many steps were taken
     * @throws IllegalStateException if something could not be done: the alarm rings, and the next run tries again
     */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        calls.within(context);
        DueApplications.Run run = due.run(() -> hasTimeForOneMore(context));
        if (run.failed() > 0) {
            throw new IllegalStateException("not all that was due could be done");
        }
        return Map.of("taken", run.taken());
    }

    /** @param invocation null where somebody else than Lambda calls the function */
    private static boolean hasTimeForOneMore(Context invocation) {
        return invocation == null || invocation.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
    }
}

package cn.touzhi.jobs.hearing;

import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.employer.EmployerState;
import cn.touzhi.jobs.posting.SuspendedPostings;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.standing.Standings;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that hears whose sessions ended, and of this room itself which employers were suspended, whose postings it
 * closes.
 */
public final class JobsHearingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** What one more posting takes at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(3);

    private final EventQueue queue;
    private final Standings standings;
    private final SuspendedPostings suspended;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public JobsHearingHandler() {
        this(JobsHearingSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private JobsHearingHandler(JobsHearingSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("jobs-hearing", clock));
    }

    /** As a test makes it. */
    JobsHearingHandler(
            JobsHearingSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        Transactions transactions = new Transactions(dynamo, random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.standings = new Standings(dynamo, settings.table(), transactions, clock);
        this.suspended = new SuspendedPostings(dynamo, settings.table(), transactions, clock, random);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        BooleanSupplier goOn = () -> context.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
        return queue.consume(
                batch,
                context,
                event -> event.type().equals(JobsEvents.EMPLOYER_CHANGED)
                        ? changed(event, goOn)
                        : standings.hear(event));
    }

    private Heard changed(Event event, BooleanSupplier goOn) {
        EmployerId employer = EmployerId.parse(event.data().getOrDefault("employer", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
        EmployerState state = EmployerState.of(event.data().getOrDefault("state", ""))
                .orElseThrow(EventJson.MalformedEventException::new);
        boolean done = state != EmployerState.SUSPENDED || suspended.close(employer, goOn);
        return done ? Heard.DONE : Heard.AGAIN;
    }
}

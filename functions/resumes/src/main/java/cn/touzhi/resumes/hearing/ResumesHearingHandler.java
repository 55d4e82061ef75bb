package cn.touzhi.resumes.hearing;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.Once;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.kernel.voucher.SubmissionEvents;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import cn.touzhi.resumes.attachment.FileStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that hears the other rooms: whose sessions ended, who acts for an employer, how those stand and
 * what they post, what was submitted and what is over, and which consents hold, without which what stood on them goes.
 */
public final class ResumesHearingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** What one more item takes at most. */
    private static final Duration FOR_ONE_MORE = Duration.ofSeconds(3);

    private static final Set<String> OF_SUBMISSIONS =
            Set.of(SubmissionEvents.SUBMITTED, SubmissionEvents.REOPENED, SubmissionEvents.CLOSED);

    private final EventQueue queue;
    private final Standings standings;
    private final WithdrawnConsents withdrawn;
    private final Submissions submissions;
    private final Employers employers;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ResumesHearingHandler() {
        this(ResumesHearingSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ResumesHearingHandler(ResumesHearingSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                new Once<>(() -> FileStore.clientOf(calls)),
                calls,
                clock,
                OperationLog.ofFunction("resumes-hearing", clock));
    }

    /** As a test makes it. */
    ResumesHearingHandler(
            ResumesHearingSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            Supplier<S3Client> s3,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        Transactions transactions = new Transactions(dynamo, random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.standings = new Standings(dynamo, settings.table(), transactions, clock);
        this.withdrawn = new WithdrawnConsents(
                dynamo,
                settings.table(),
                standings,
                transactions,
                new AttachmentObjects(s3, settings.attachmentsBucket()),
                clock);
        this.submissions = new Submissions(settings.table(), transactions);
        this.employers = new Employers(settings.table(), transactions, clock);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        BooleanSupplier goOn = () -> context.getRemainingTimeInMillis() > FOR_ONE_MORE.toMillis();
        return queue.consume(batch, context, event -> hear(event, goOn));
    }

    private Heard hear(Event event, BooleanSupplier goOn) {
        if (Employers.OF_EMPLOYERS.contains(event.type())) {
            return employers.hear(event);
        }
        if (OF_SUBMISSIONS.contains(event.type())) {
            return submissions.hear(event);
        }
        Heard heard = standings.hear(event);
        return event.type().equals(StandingEvents.CONSENTS_CHANGED) ? takeAway(event, goOn) : heard;
    }

    private Heard takeAway(Event event, BooleanSupplier goOn) {
        SubjectId subject =
                event.subject().flatMap(SubjectId::parse).orElseThrow(EventJson.MalformedEventException::new);
        return withdrawn.takeAway(subject, goOn) ? Heard.DONE : Heard.AGAIN;
    }
}

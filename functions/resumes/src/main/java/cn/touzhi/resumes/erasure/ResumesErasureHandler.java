package cn.touzhi.resumes.erasure;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.aws.Once;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.ErasureListener;
import cn.touzhi.kernel.erasure.Erasures;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.resumes.ResumesEvents;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import cn.touzhi.resumes.attachment.FileStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that takes away all that this room holds of someone; see {@link ErasureListener}. */
public final class ResumesErasureHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final ErasureListener listener;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ResumesErasureHandler() {
        this(ResumesErasureSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ResumesErasureHandler(ResumesErasureSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                new Once<>(() -> FileStore.clientOf(calls)),
                calls,
                clock,
                OperationLog.ofFunction("resumes-erasure", clock));
    }

    /** As a test makes it. */
    ResumesErasureHandler(
            ResumesErasureSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            Supplier<S3Client> s3,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        Erasures erasures = new Erasures(
                dynamo,
                settings.table(),
                new ResumeData(dynamo, settings.table(), new AttachmentObjects(s3, settings.bucket())),
                new Transactions(dynamo, random),
                new KeyDestruction(dynamo, settings.subjectKeysTable(), "resumes", clock),
                clock,
                random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.listener = new ErasureListener(erasures, ResumesEvents.ERASURE_REPORTED, log);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, event -> listener.hear(event, context));
    }
}

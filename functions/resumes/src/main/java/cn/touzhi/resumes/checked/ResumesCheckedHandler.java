package cn.touzhi.resumes.checked;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.attachment.CheckedUpload;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.resumes.attachment.AttachmentObjects;
import cn.touzhi.resumes.attachment.FileStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that hears what was found out about uploads, from the one that checks them. */
public final class ResumesCheckedHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final CheckedUploads uploads;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ResumesCheckedHandler() {
        this(ResumesCheckedSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ResumesCheckedHandler(ResumesCheckedSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                FileStore.clientOf(calls),
                calls,
                clock,
                OperationLog.ofFunction("resumes-checked", clock));
    }

    /** As a test makes it. */
    ResumesCheckedHandler(
            ResumesCheckedSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            S3Client s3,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.uploads = new CheckedUploads(
                dynamo,
                settings.table(),
                new Transactions(dynamo, random),
                new AttachmentObjects(() -> s3, settings.bucket()),
                clock);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, this::hear);
    }

    private Heard hear(Event event) {
        return event.type().equals(CheckedUpload.TYPE) ? uploads.hear(CheckedUpload.of(event)) : Heard.FOREIGN;
    }
}

package cn.touzhi.applications.erasure;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.ErasureListener;
import cn.touzhi.kernel.erasure.Erasures;
import cn.touzhi.kernel.erasure.HeldRecords;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that takes away all that this room holds of someone; see {@link ErasureListener}. */
public final class ApplicationsErasureHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final ErasureListener listener;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public ApplicationsErasureHandler() {
        this(ApplicationsErasureSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private ApplicationsErasureHandler(ApplicationsErasureSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                calls.retrying(KmsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("applications-erasure", clock));
    }

    /** As a test makes it. */
    ApplicationsErasureHandler(
            ApplicationsErasureSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            KmsClient kms,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        Erasures erasures = new Erasures(
                dynamo,
                settings.table(),
                new ApplicationData(
                        dynamo,
                        settings.table(),
                        new HeldRecords(kms, settings.heldKey(), settings.heldTable(), "applications"),
                        clock),
                new Transactions(dynamo, random),
                new KeyDestruction(dynamo, settings.subjectKeysTable(), "applications", clock),
                clock,
                random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.listener = new ErasureListener(erasures, ApplicationsEvents.ERASURE_REPORTED, log);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, event -> listener.hear(event, context));
    }
}

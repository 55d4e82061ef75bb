package cn.touzhi.privacy.erasure;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.KeyDestruction;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.ErasureListener;
import cn.touzhi.kernel.erasure.Erasures;
import cn.touzhi.kernel.erasure.Partitions;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.privacy.PrivacyEvents;
import cn.touzhi.privacy.PrivacyTable;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that takes away all that this room holds of someone; see {@link ErasureListener}. */
public final class PrivacyErasureHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final ErasureListener listener;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public PrivacyErasureHandler() {
        this(PrivacyErasureSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private PrivacyErasureHandler(PrivacyErasureSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("privacy-erasure", clock));
    }

    /** As a test makes it. */
    PrivacyErasureHandler(
            PrivacyErasureSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        Erasures erasures = new Erasures(
                dynamo,
                settings.table(),
                new Partitions(dynamo, settings.table(), partitions()),
                new Transactions(dynamo, random),
                new KeyDestruction(dynamo, settings.subjectKeysTable(), "privacy", clock),
                clock,
                random);
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.listener = new ErasureListener(erasures, PrivacyEvents.ERASURE_REPORTED, log);
        this.calls = calls;
    }

    /** All that this room holds of someone, by names of the inventory. */
    static List<Partitions.Partition> partitions() {
        return List.of(
                new Partitions.Partition(
                        PrivacyTable.consentsPrefix(),
                        Map.of(
                                PrivacyTable.stateSortKey(), "ConsentState",
                                PrivacyTable.entryPrefix(), "ConsentEntry",
                                PrivacyTable.acceptancePrefix(), "PolicyAcceptance")),
                Standings.partition());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, event -> listener.hear(event, context));
    }
}

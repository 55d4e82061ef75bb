package cn.touzhi.privacy.hearing;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.kernel.standing.Standings;
import cn.touzhi.privacy.consent.PolicyAcceptance;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that hears registration: who accepted which version of the policy, and whose sessions ended. Each of that
 * is noted once, however often and in whichever order it comes, and never of somebody who is being erased.
 */
public final class HearingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** Both say the same of an acceptance (registration, {@code RegistrationEvents}). */
    private static final Set<String> ACCEPTANCES = Set.of(
            Event.typeOf("registration", "AccountRegistered", 1), Event.typeOf("registration", "PolicyAccepted", 1));

    private final EventQueue queue;
    private final String table;
    private final Transactions transactions;
    private final Standings standings;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public HearingHandler() {
        this(HearingSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private HearingHandler(HearingSettings settings, AwsCalls calls, Clock clock) {
        this(
                settings,
                calls.retrying(DynamoDbClient.builder()),
                calls.retrying(SqsClient.builder()),
                calls,
                clock,
                OperationLog.ofFunction("privacy-hearing", clock));
    }

    /** As a test makes it. */
    HearingHandler(
            HearingSettings settings,
            DynamoDbClient dynamo,
            SqsClient sqs,
            AwsCalls calls,
            Clock clock,
            OperationLog log) {
        SecureRandom random = new SecureRandom();
        this.queue = new EventQueue(sqs, settings.queue(), log, random);
        this.table = settings.table();
        this.transactions = new Transactions(dynamo, random);
        this.standings = new Standings(dynamo, table, transactions, clock);
        this.calls = calls;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, this::hear);
    }

    private Heard hear(Event event) {
        return ACCEPTANCES.contains(event.type()) ? accepted(PolicyAcceptance.of(event)) : standings.hear(event);
    }

    private Heard accepted(PolicyAcceptance acceptance) {
        // refused: it was noted before, or they are being erased
        transactions.writeAll(List.of(
                Fence.checkAbsent(table, acceptance.subject()),
                Change.when(table, "attribute_not_exists(#pk)").put(acceptance.toItem())));
        return Heard.DONE;
    }
}

package cn.touzhi.registration.sending;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.aws.SesEmailSender;
import cn.touzhi.messaging.aws.SnsSmsSender;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.limit.Breakers;
import cn.touzhi.registration.limit.SmsCounters;
import cn.touzhi.registration.limit.SmsSpending;
import cn.touzhi.registration.verification.Allowances;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that sends codes: hears of each that is asked for, and answers with the messages that must come again. */
public final class SendingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final CodeSending sending;
    private final OperationLog log;
    private final AwsCalls calls;

    /** As Lambda makes it. */
    public SendingHandler() {
        this(SendingSettings.from(Environment.ofProcess()), new AwsCalls(), Clock.systemUTC());
    }

    private SendingHandler(SendingSettings settings, AwsCalls calls, Clock clock) {
        this.calls = calls;
        SecureRandom random = new SecureRandom();
        DynamoDbClient dynamo = calls.retrying(DynamoDbClient.builder());
        KeyWrapping wrapping = new KeyWrapping(calls.retrying(KmsClient.builder()), settings.key());
        this.log = OperationLog.ofFunction("sending", clock);
        this.queue = new EventQueue(calls.retrying(SqsClient.builder()), settings.queue(), log, random);
        this.sending = new CodeSending(
                new PendingCodes(dynamo, settings.table(), clock),
                new Allowances(dynamo, settings.table()),
                new SmsSpending(
                        new SmsCounters(dynamo, settings.table(), clock),
                        new Breakers(dynamo, settings.table(), clock),
                        settings.spend(),
                        log),
                new DayKeys(dynamo, settings.keysTable(), "registration", wrapping, clock),
                new CodeMessages(settings.webDomain(), settings.androidAppHash(), clock),
                new SnsSmsSender(calls.once(SnsClient.builder())),
                new SesEmailSender(calls.once(SesV2Client.builder()), settings.emailFrom()),
                random);
    }

    SendingHandler(EventQueue queue, CodeSending sending, OperationLog log) {
        this.queue = queue;
        this.sending = sending;
        this.log = log;
        this.calls = new AwsCalls();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, this::hear);
    }

    private Heard hear(Event event) {
        if (!event.type().equals(RegistrationEvents.CODE_REQUESTED)) {
            return Heard.FOREIGN;
        }
        Sending result = sending.send(CodeRequested.of(event));
        report(event, result);
        return switch (result) {
            case Sending.Later later -> Heard.AGAIN;
            case Sending.Unclear unclear -> Heard.AGAIN;
            case Sending.Elsewhere elsewhere -> Heard.AGAIN;
            case Sending.Sent sent -> Heard.DONE;
            case Sending.PerhapsSent perhapsSent -> Heard.DONE;
            case Sending.Undeliverable undeliverable -> Heard.DONE;
            case Sending.Blocked blocked -> Heard.DONE;
            case Sending.Obsolete obsolete -> Heard.DONE;
        };
    }

    /** Names events alone: whoever knows a verification's id may guess at its code. */
    private void report(Event event, Sending result) {
        OperationLog.Line line =
                switch (result) {
                    case Sending.Sent() -> log.event("code-sent");
                    case Sending.PerhapsSent() -> log.event("code-perhaps-sent");
                    case Sending.Undeliverable() -> log.event("code-undeliverable");
                    case Sending.Blocked() -> log.event("code-blocked");
                    case Sending.Later(var cause) -> log.event("code-delayed").with("cause", cause);
                    case Sending.Unclear() -> log.event("code-perhaps-sent-again-later");
                    case Sending.Elsewhere() -> log.event("code-being-sent");
                    case Sending.Obsolete(var reason) ->
                        log.event("code-obsolete").with("reason", reason);
                };
        if (event.id().isOurs()) {
            line.with("eventId", event.id());
        }
        line.write();
        log.count("Code" + result.getClass().getSimpleName());
        if (result instanceof Sending.Later(var cause) && cause == Outcome.Cause.NOT_PERMITTED) {
            log.count("SenderNotPermitted");
        }
    }
}

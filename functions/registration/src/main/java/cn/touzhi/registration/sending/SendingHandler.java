package cn.touzhi.registration.sending;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.crypto.KeyWrapping;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.queue.EventQueue;
import cn.touzhi.kernel.queue.Heard;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsSender;
import cn.touzhi.messaging.aws.SesEmailSender;
import cn.touzhi.messaging.aws.SnsSmsSender;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.limit.Breakers;
import cn.touzhi.registration.limit.SmsCounters;
import cn.touzhi.registration.limit.SmsSpending;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.verification.Allowances;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function that sends codes and notices: hears of each that is asked for, and answers with the messages that must
 * come again.
 */
public final class SendingHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final EventQueue queue;
    private final CodeSending codes;
    private final NoticeSending notices;
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
        DayKeys keys = new DayKeys(dynamo, settings.keysTable(), "registration", wrapping, clock);
        SmsSender sms = new SnsSmsSender(calls.once(SnsClient.builder()));
        EmailSender email = new SesEmailSender(calls.once(SesV2Client.builder()), settings.emailFrom());
        this.codes = new CodeSending(
                new PendingCodes(dynamo, settings.table(), clock),
                new Allowances(dynamo, settings.table()),
                new SmsSpending(
                        new SmsCounters(dynamo, settings.table(), clock),
                        new Breakers(dynamo, settings.table(), clock),
                        settings.spend(),
                        log),
                keys,
                new CodeMessages(settings.webDomain(), settings.androidAppHash(), clock),
                sms,
                email,
                random);
        this.notices = new NoticeSending(
                new Claims<>(dynamo, settings.table(), Notice::of, clock),
                keys,
                new NoticeMessages(settings.webDomain(), settings.removalUndo()),
                sms,
                email,
                random);
    }

    SendingHandler(EventQueue queue, CodeSending codes, NoticeSending notices, OperationLog log) {
        this.queue = queue;
        this.codes = codes;
        this.notices = notices;
        this.log = log;
        this.calls = new AwsCalls();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        calls.within(context);
        return queue.consume(batch, context, this::hear);
    }

    private Heard hear(Event event) {
        if (event.type().equals(RegistrationEvents.CODE_REQUESTED)) {
            return heard(event, "Code", codes.send(CodeRequested.of(event)));
        }
        if (event.type().equals(RegistrationEvents.NOTICE_REQUESTED)
                || event.type().equals(RegistrationEvents.NOTICE_REQUESTED_V1)) {
            return heard(event, "Notice", notices.send(NoticeRequested.of(event)));
        }
        return Heard.FOREIGN;
    }

    private Heard heard(Event event, String what, Sending result) {
        report(event, what, result);
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
    private void report(Event event, String what, Sending result) {
        String prefix = what.toLowerCase(Locale.ROOT);
        OperationLog.Line line =
                switch (result) {
                    case Sending.Sent() -> log.event(prefix + "-sent");
                    case Sending.PerhapsSent() -> log.event(prefix + "-perhaps-sent");
                    case Sending.Undeliverable() -> log.event(prefix + "-undeliverable");
                    case Sending.Later(var cause) ->
                        log.event(prefix + "-delayed").with("cause", cause);
                    case Sending.Unclear() -> log.event(prefix + "-perhaps-sent-again-later");
                    case Sending.Elsewhere() -> log.event(prefix + "-being-sent");
                    case Sending.Blocked() -> log.event(prefix + "-blocked");
                    case Sending.Obsolete(var reason) ->
                        log.event(prefix + "-obsolete").with("reason", reason);
                };
        if (event.id().isOurs()) {
            line.with("eventId", event.id());
        }
        line.write();
        log.count(what + result.getClass().getSimpleName());
        if (result instanceof Sending.Later(var cause) && cause == Outcome.Cause.NOT_PERMITTED) {
            log.count("SenderNotPermitted");
        }
    }
}

package cn.touzhi.messaging.aws;

import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.LimitExceededException;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;

/** E-mails by Amazon SES (API version 2, action {@code SendEmail} with simple content). */
public final class SesEmailSender implements EmailSender {
    private final SesV2Client ses;
    private final String from;

    /**
     * @param ses a client that tries once; who calls knows whether a second e-mail does harm
     * @param from the sender's address, verified with SES
     */
    public SesEmailSender(SesV2Client ses, String from) {
        this.ses = ses;
        this.from = from;
    }

    @Override
    public Outcome send(EmailMessage message) {
        SendEmailRequest request = SendEmailRequest.builder()
                .fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(message.to()))
                .content(content -> content.simple(simple(message)))
                .build();
        try {
            return AwsOutcomes.accepted(ses.sendEmail(request).messageId());
        } catch (SdkException failure) {
            return outcomeOf(failure);
        }
    }

    private static Message simple(EmailMessage message) {
        return Message.builder()
                .subject(utf8(message.subject()))
                .body(body -> body.text(utf8(message.text())).html(utf8(message.html())))
                .headers(List.of(
                        // RFC 3834, 5: keeps holiday notices and other robots from answering
                        header("Auto-Submitted", "auto-generated"),
                        // the same for Exchange (MS-OXCMAIL, 2.2.3.2.14), which doesn't know the former
                        header("X-Auto-Response-Suppress", "All"),
                        header("Content-Language", message.language().toLanguageTag())))
                .build();
    }

    private static MessageHeader header(String name, String value) {
        return MessageHeader.builder().name(name).value(value).build();
    }

    private static Content utf8(String text) {
        return Content.builder()
                .charset(StandardCharsets.UTF_8.name())
                .data(text)
                .build();
    }

    /** The errors of {@code SendEmail} (SES API v2 Reference); the others are common to AWS. */
    private static Outcome outcomeOf(SdkException failure) {
        return switch (failure) {
            // SES won't take this message: content, or in the sandbox an address that was not verified
            case MessageRejectedException rejected -> new Outcome.Refused();
            // our requests differ in the address and texts of ours alone, so it is the address
            case BadRequestException address -> new Outcome.Refused();
            case LimitExceededException spent -> new Outcome.TryLater(Outcome.Cause.QUOTA_SPENT);
            case SendingPausedException paused -> new Outcome.TryLater(Outcome.Cause.NOT_PERMITTED);
            case AccountSuspendedException suspended -> new Outcome.TryLater(Outcome.Cause.NOT_PERMITTED);
            case MailFromDomainNotVerifiedException unverified -> new Outcome.TryLater(Outcome.Cause.NOT_PERMITTED);
            default -> AwsOutcomes.outcomeOf(failure);
        };
    }
}

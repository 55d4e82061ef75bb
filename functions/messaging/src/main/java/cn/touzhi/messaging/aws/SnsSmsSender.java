package cn.touzhi.messaging.aws;

import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.messaging.SmsSender;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.OptedOutException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.UserErrorException;
import software.amazon.awssdk.services.sns.model.ValidationException;

/**
 * Text messages by Amazon SNS (action {@code Publish} with a phone number).
 *
 * <p>What SNS doesn't tell: a number that opted out, a carrier that blocks and a spent monthly limit mostly show in
 * delivery logs alone, after the message was accepted.
 */
public final class SnsSmsSender implements SmsSender {
    /** Transactional: the route with the best delivery, for what someone waits for (SNS Developer Guide, SMSType). */
    private static final Map<String, MessageAttributeValue> ATTRIBUTES = Map.of(
            "AWS.SNS.SMS.SMSType",
            MessageAttributeValue.builder()
                    .dataType("String")
                    .stringValue("Transactional")
                    .build());

    private final SnsClient sns;

    /** @param sns a client that tries once: SNS knows no idempotency key, so a second try may be a second message */
    public SnsSmsSender(SnsClient sns) {
        this.sns = sns;
    }

    @Override
    public Outcome send(SmsMessage message) {
        PublishRequest request = PublishRequest.builder()
                .phoneNumber(message.to())
                .message(message.text())
                .messageAttributes(ATTRIBUTES)
                .build();
        try {
            return AwsOutcomes.accepted(sns.publish(request).messageId());
        } catch (SdkException failure) {
            return outcomeOf(failure);
        }
    }

    /** The errors of {@code Publish} (SNS API Reference) that speak of the number; the others are common to AWS. */
    private static Outcome outcomeOf(SdkException failure) {
        return switch (failure) {
            case OptedOutException optedOut -> new Outcome.Refused();
            // "+1… is not valid to publish to": our attributes are constant and known to be right, so it is the number
            case InvalidParameterException number -> new Outcome.Refused();
            case InvalidParameterValueException number -> new Outcome.Refused();
            case UserErrorException number -> new Outcome.Refused();
            case ValidationException number -> new Outcome.Refused();
            default -> AwsOutcomes.outcomeOf(failure);
        };
    }
}

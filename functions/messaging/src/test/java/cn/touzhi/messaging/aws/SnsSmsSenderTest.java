package cn.touzhi.messaging.aws;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.messaging.SmsSender;
import cn.touzhi.messaging.SmsSenderContract;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

@DisplayName("A text message by SNS")
class SnsSmsSenderTest extends SmsSenderContract {
    private static final AwsCalls CALLS = new AwsCalls();

    @Override
    protected SmsSender sender() {
        return new SnsSmsSender(CALLS.once(SnsClient.builder()
                .endpointOverride(provider.address())
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))));
    }

    @Override
    protected SmsMessage received() {
        return new SmsMessage(form().get("PhoneNumber"), form().get("Message"));
    }

    @Override
    protected void providerAccepts(String id) {
        provider.answers(
                200,
                "text/xml",
                "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>" + id
                        + "</MessageId></PublishResult></PublishResponse>");
    }

    @Override
    protected void providerSaysNothing() {
        provider.answers(200, "text/xml", "<PublishResponse><PublishResult/></PublishResponse>");
    }

    @Override
    protected void providerKnowsNobodyThere() {
        fails(400, "InvalidParameter");
    }

    @Override
    protected void providerThrottles() {
        fails(429, "Throttled");
    }

    @Override
    protected void providerIsDown() {
        fails(503, "ServiceUnavailable");
    }

    @Override
    protected void providerBreaks() {
        fails(500, "InternalError");
    }

    @Override
    protected void providerForbids() {
        fails(403, "AuthorizationError");
    }

    @Test
    @DisplayName("takes the route for what someone waits for")
    void transactional() {
        providerAccepts("5f3a");

        sender().send(new SmsMessage("+8613800138000", "000417"));

        assertThat(form())
                .containsEntry("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType")
                .containsEntry("MessageAttributes.entry.1.Value.StringValue", "Transactional");
    }

    @ParameterizedTest(name = "{1} ({0}) is {2}")
    @CsvSource({
        "400, OptedOut, Refused",
        "400, ParameterValueInvalid, Refused",
        "400, UserError, Refused",
        "400, ValidationException, Refused",
        "400, Throttling, TryLater",
        "400, ThrottlingException, TryLater",
        "400, KMSThrottling, TryLater",
        "403, AccessDenied, TryLater",
        "403, InvalidSecurity, TryLater",
        "403, SignatureDoesNotMatch, TryLater",
        "403, ExpiredToken, TryLater",
        "404, NotFound, TryLater",
        "400, NeverHeardOf, TryLater",
        "500, InternalFailure, Unknown",
        "502, BadGateway, Unknown",
        "504, GatewayTimeout, Unknown",
    })
    @DisplayName("has an outcome for every error")
    void errors(int status, String code, String outcome) {
        fails(status, code);

        assertThat(sender().send(new SmsMessage("+8613800138000", "000417")))
                .extracting(known -> known.getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    private void fails(int status, String code) {
        provider.answers(
                status,
                "text/xml",
                "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>told</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    private Map<String, String> form() {
        Map<String, String> fields = new TreeMap<>();
        for (String field : provider.bodies().getLast().split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }
}

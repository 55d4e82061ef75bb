package cn.touzhi.messaging.aws;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.EmailSenderContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

@DisplayName("An e-mail by SES")
class SesEmailSenderTest extends EmailSenderContract {
    private static final String FROM = "no-reply@touzhi.example";
    private static final AwsCalls CALLS = new AwsCalls();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected EmailSender sender() {
        return new SesEmailSender(
                CALLS.once(SesV2Client.builder()
                        .endpointOverride(provider.address())
                        .region(Region.CN_NORTH_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))),
                FROM);
    }

    @Override
    protected EmailMessage received() {
        return new EmailMessage(
                request().at("/Destination/ToAddresses/0").asText(),
                simple().at("/Subject/Data").asText(),
                simple().at("/Body/Text/Data").asText(),
                simple().at("/Body/Html/Data").asText(),
                Locale.forLanguageTag(receivedHeader("Content-Language")));
    }

    @Override
    protected String receivedHeader(String name) {
        for (JsonNode header : simple().at("/Headers")) {
            if (header.at("/Name").asText().equals(name)) {
                return header.at("/Value").asText();
            }
        }
        throw new AssertionError("no header " + name);
    }

    @Override
    protected void providerAccepts(String id) {
        provider.answers(200, "application/json", "{\"MessageId\":\"" + id + "\"}");
    }

    @Override
    protected void providerSaysNothing() {
        provider.answers(200, "application/json", "{}");
    }

    @Override
    protected void providerKnowsNobodyThere() {
        fails(400, "MessageRejected");
    }

    @Override
    protected void providerThrottles() {
        fails(429, "TooManyRequestsException");
    }

    @Override
    protected void providerIsDown() {
        fails(503, "ServiceUnavailable");
    }

    @Override
    protected void providerBreaks() {
        fails(500, "InternalServiceErrorException");
    }

    @Override
    protected void providerForbids() {
        fails(403, "AccessDeniedException");
    }

    @Test
    @DisplayName("comes from our own address")
    void from() {
        providerAccepts("5f3a");

        sender().send(new EmailMessage("li@example.cn", "s", "t", "h", Locale.ENGLISH));

        assertThat(request().at("/FromEmailAddress").asText()).isEqualTo(FROM);
    }

    @ParameterizedTest(name = "{1} ({0}) is {2}")
    @CsvSource({
        "400, BadRequestException, Refused",
        "400, ThrottlingException, TryLater",
        "400, LimitExceededException, TryLater",
        "400, SendingPausedException, TryLater",
        "400, AccountSuspendedException, TryLater",
        "400, MailFromDomainNotVerifiedException, TryLater",
        "404, NotFoundException, TryLater",
        "403, ExpiredTokenException, TryLater",
        "500, InternalFailure, Unknown",
        "504, GatewayTimeout, Unknown",
    })
    @DisplayName("has an outcome for every error")
    void errors(int status, String code, String outcome) {
        fails(status, code);

        assertThat(sender().send(new EmailMessage("li@example.cn", "s", "t", "h", Locale.ENGLISH)))
                .extracting(known -> known.getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    private void fails(int status, String code) {
        provider.answers(status, "application/json", "{\"__type\":\"" + code + "\",\"message\":\"told\"}");
    }

    private JsonNode simple() {
        return request().at("/Content/Simple");
    }

    private JsonNode request() {
        try {
            return JSON.readTree(provider.bodies().getLast());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}

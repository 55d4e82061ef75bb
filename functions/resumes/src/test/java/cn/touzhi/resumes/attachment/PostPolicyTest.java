package cn.touzhi.resumes.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

@DisplayName("A form by which a file is uploaded")
class PostPolicyTest {
    /** Amazon S3 API reference, "Example: Browser-Based Upload using HTTP POST", as it is printed there. */
    private static final String EXAMPLE =
            "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucy"
                    + "I6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c"
                    + "2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3Np"
                    + "Z3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiw"
                    + "gIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7Ing"
                    + "tYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCA"
                    + "iIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czR"
                    + "fcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjA"
                    + "xNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    @DisplayName("is signed as the example in the documentation of AWS is")
    void example() {
        PostPolicy policy = new PostPolicy(
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", SECRET), "us-east-1", "sigv4examplebucket");

        assertThat(policy.signature(EXAMPLE, Instant.parse("2015-12-29T00:00:00Z")))
                .isEqualTo("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
    }

    @Test
    @DisplayName("says of each of its fields what it must be, of the file how large, and when it is over")
    void conditions() throws Exception {
        PostPolicy policy =
                new PostPolicy(AwsSessionCredentials.create("AKID", SECRET, "session"), "cn-north-1", "bucket");

        Map<String, String> fields = policy.sign(
                Map.of("key", "quarantine/a/b", "Content-Type", "image/png"), 1234, NOW, NOW.plusSeconds(300));

        JsonNode signed = new ObjectMapper()
                .readTree(new String(Base64.getDecoder().decode(fields.get("policy")), StandardCharsets.UTF_8));
        assertThat(signed.path("expiration").asText()).isEqualTo("2026-11-26T12:05:00.000Z");
        assertThat(signed.path("conditions"))
                .extracting(JsonNode::toString)
                .containsExactlyInAnyOrder(
                        "{\"bucket\":\"bucket\"}",
                        "{\"key\":\"quarantine/a/b\"}",
                        "{\"Content-Type\":\"image/png\"}",
                        "{\"x-amz-algorithm\":\"AWS4-HMAC-SHA256\"}",
                        "{\"x-amz-credential\":\"AKID/20261126/cn-north-1/s3/aws4_request\"}",
                        "{\"x-amz-date\":\"20261126T120000Z\"}",
                        "{\"x-amz-security-token\":\"session\"}",
                        "[\"content-length-range\",1234,1234]");
        assertThat(fields)
                .containsKeys("policy", "x-amz-signature", "x-amz-credential", "x-amz-security-token")
                .doesNotContainValue(SECRET);
    }
}

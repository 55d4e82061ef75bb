package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.lambda.Credentials;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("A browser's form with a file")
class UploadFormTest {
    private static final byte[] FILE = "12345".getBytes(StandardCharsets.UTF_8);

    private static BucketCloud cloud;
    private static S3Client s3;

    private String key;

    @BeforeAll
    static void start() {
        cloud = new BucketCloud(DataFolder.temporary());
        s3 = cloud.client(BucketCloud.FILES);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void newKey() {
        key = "uploads/" + UUID.randomUUID() + ".pdf";
    }

    @Test
    @DisplayName("is stored as it says, told to the queue, and answered as it wished")
    void stored() throws Exception {
        HttpResponse<String> answer =
                form().with("success_action_status", "201").send(cloud.url("/files"), FILE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("<Key>" + key + "</Key>");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://touzhi.cn");
        assertThat(answer.headers().firstValue("access-control-expose-headers")).contains("ETag");
        var found = s3.getObject(get -> get.bucket("files").key(key));
        assertThat(found.readAllBytes()).isEqualTo(FILE);
        assertThat(found.response().contentType()).isEqualTo("application/pdf");
        assertThat(found.response().metadata()).containsEntry("resume", "r1");
        assertThat(cloud.messages("Arrivals"))
                .filteredOn(message ->
                        message.at("/Records/0/s3/object/key").asText().equals(key.replace("/", "%2F")))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.at("/Records/0/eventName").asText()).isEqualTo("ObjectCreated:Post"));
    }

    @Test
    @DisplayName("is answered with 204 where it wished nothing, and fields behind its file are ignored")
    void silent() {
        HttpResponse<String> answer = form().withAfterFile("acl").send(cloud.url("/files"), FILE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "key, uploads/another.pdf, AccessDenied",
        "key, closed/x.pdf, AccessDenied",
        "content-type, text/html, AccessDenied",
        "x-amz-meta-resume, r2, AccessDenied",
        "x-amz-meta-more, x, AccessDenied",
        "acl, public-read, AccessDenied",
        "x-amz-signature, 0000000000000000000000000000000000000000000000000000000000000000, SignatureDoesNotMatch",
        "x-amz-credential, ASIAFILES/20200101/cn-north-1/s3/aws4_request, AuthorizationQueryParametersError",
        "x-amz-credential, ASIANOBODY/20200101/cn-north-1/s3/aws4_request, InvalidAccessKeyId",
        "x-amz-security-token, another, InvalidToken"
    })
    @DisplayName("is refused where a field is not what was signed")
    void changed(String field, String value, String code) {
        refused(form().with(field, value), FILE, code);
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-security-token, InvalidAccessKeyId",
        "x-amz-signature, AccessDenied",
        "policy, AccessDenied",
        "content-type, AccessDenied",
        "key, InvalidArgument"
    })
    @DisplayName("is refused where a field is missing")
    void missing(String field, String code) {
        refused(form().without(field), FILE, code);
    }

    @Test
    @DisplayName("is refused where its policy was altered")
    void alteredPolicy() {
        UploadForm form = form();
        String policy = new String(Base64.getDecoder().decode(form.field("policy")), StandardCharsets.UTF_8)
                .replace("content-length-range\", 3, 5", "content-length-range\", 3, 9");

        refused(
                form.with("policy", Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8))),
                FILE,
                "SignatureDoesNotMatch");
    }

    @Test
    @DisplayName("is refused where its file is a byte too long or too short")
    void size() {
        refused(form(), "123456".getBytes(StandardCharsets.UTF_8), "EntityTooLarge");
        refused(form(), "12".getBytes(StandardCharsets.UTF_8), "EntityTooSmall");
        assertThat(form().send(cloud.url("/files"), "123".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("is refused for another bucket than was signed")
    void otherBucket() {
        HttpResponse<String> answer = form().send(cloud.url("/plain"), FILE);

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("is refused when its time is over")
    void expired() {
        String past = cloud.clock().instant().minusSeconds(1).toString();
        UploadForm form = UploadForm.signed(BucketCloud.FILES, cloud.clock().instant(), past, conditions());

        HttpResponse<String> answer = filled(form).send(cloud.url("/files"), FILE);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Policy expired");
    }

    @Test
    @DisplayName("is refused where its content is not what its checksum says")
    void checksum() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(FILE);
        String right = Base64.getEncoder().encodeToString(hash);
        String conditions = conditions() + ", {\"x-amz-checksum-sha256\": \"" + right + "\"}";

        assertThat(filled(signed(BucketCloud.FILES, conditions))
                        .with("x-amz-checksum-sha256", right)
                        .send(cloud.url("/files"), FILE)
                        .statusCode())
                .isEqualTo(204);
        key = "uploads/" + UUID.randomUUID() + ".pdf";
        String again = conditions() + ", {\"x-amz-checksum-sha256\": \"" + right + "\"}";
        refused(
                filled(signed(BucketCloud.FILES, again)).with("x-amz-checksum-sha256", right),
                "12346".getBytes(StandardCharsets.UTF_8),
                "BadDigest");
    }

    @Test
    @DisplayName("is refused where the role that signed may not use the bucket's key")
    void role() {
        refused(filled(signed(BucketCloud.KEYLESS, conditions())), FILE, "AccessDenied");
        assertThat(cloud.aws().permissions().grants().refused())
                .anyMatch(refusal -> refusal.principal().equals("KeylessRole")
                        && refusal.action().equals("kms:GenerateDataKey"));
    }

    private void refused(UploadForm form, byte[] file, String code) {
        HttpResponse<String> answer = form.send(cloud.url("/files"), file);

        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.statusCode()).isBetween(400, 403);
        assertThat(cloud.stored("object")).noneMatch(one -> one.key().endsWith(key));
    }

    private UploadForm form() {
        return filled(signed(BucketCloud.FILES, conditions()));
    }

    private static UploadForm signed(Credentials credentials, String conditions) {
        String soon = cloud.clock().instant().plus(Duration.ofMinutes(5)).toString();
        return UploadForm.signed(credentials, cloud.clock().instant(), soon, conditions);
    }

    private String conditions() {
        return """
                {"bucket": "files"}, ["eq", "$key", "%s"], ["eq", "$content-type", "application/pdf"],
                ["starts-with", "$success_action_status", ""], ["eq", "$x-amz-meta-resume", "r1"],
                ["content-length-range", 3, 5]""".formatted(key);
    }

    private UploadForm filled(UploadForm form) {
        return form.with("key", key)
                .with("content-type", "application/pdf")
                .with("x-amz-meta-resume", "r1")
                .with("x-ignore-me", "anything");
    }
}

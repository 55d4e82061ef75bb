package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.lambda.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

@DisplayName("A presigned URL")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PresignedUrlTest {
    private static BucketCloud cloud;
    private static S3Client s3;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        cloud = new BucketCloud(DataFolder.temporary());
        s3 = cloud.client(BucketCloud.FILES);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        cloud.close();
    }

    @Test
    @DisplayName("for a version gives that version, under the name and type that were signed")
    void version() throws Exception {
        String key = "uploads/名 字+1.txt";
        String first = s3.putObject(put -> put.bucket("files").key(key), RequestBody.fromString("first"))
                .versionId();
        s3.putObject(put -> put.bucket("files").key(key), RequestBody.fromString("second"));
        URI url;
        try (S3Presigner presigner = cloud.presigner(BucketCloud.FILES)) {
            url = presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket("files")
                                    .key(key)
                                    .versionId(first)
                                    .responseContentDisposition("attachment; filename=\"cv.txt\"")
                                    .responseContentType("application/octet-stream")))
                    .url()
                    .toURI();
        }

        HttpResponse<String> answer = send("GET", url, Map.of(), "");

        assertThat(answer.body()).isEqualTo("first");
        assertThat(answer.headers().firstValue("content-disposition")).contains("attachment; filename=\"cv.txt\"");
        assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
        URI other = URI.create(url.toString().replace("cv.txt", "cv.exe"));
        refused(send("GET", other, Map.of(), ""), 403, "SignatureDoesNotMatch");
        URI latest = URI.create(url.toString().replaceFirst("&?versionId=[^&]*", ""));
        refused(send("GET", latest, Map.of(), ""), 403, "SignatureDoesNotMatch");
    }

    @Test
    @DisplayName("takes exactly what was signed: size, type, checksum, metadata")
    void upload() throws Exception {
        PresignedPutObjectRequest signed = put(BucketCloud.FILES, "uploads/" + UUID.randomUUID(), "hello");
        URI url = signed.url().toURI();

        refused(send("PUT", url, with(signed, "Content-Type", "text/html"), "hello"), 403, "SignatureDoesNotMatch");
        refused(send("PUT", url, with(signed, "x-amz-meta-resume", "r2"), "hello"), 403, "SignatureDoesNotMatch");
        refused(send("PUT", url, with(signed, "x-amz-tagging", "scan=clean"), "hello"), 403, "AccessDenied");
        refused(send("PUT", url, headers(signed), "hello!"), 403, "SignatureDoesNotMatch");
        refused(send("PUT", url, headers(signed), "hell"), 403, "SignatureDoesNotMatch");
        refused(send("PUT", url, headers(signed), "jello"), 400, "BadDigest");
        URI otherKey = URI.create(url.toString().replace("uploads/", "uploads/x"));
        refused(send("PUT", otherKey, headers(signed), "hello"), 403, "SignatureDoesNotMatch");
        refused(send("DELETE", url, headers(signed), ""), 403, "SignatureDoesNotMatch");
        assertThat(send("PUT", url, headers(signed), "hello").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("is nothing without the token of the credentials, or with another signature")
    void forged() throws Exception {
        PresignedPutObjectRequest signed = put(BucketCloud.FILES, "uploads/" + UUID.randomUUID(), "hello");
        String url = signed.url().toString();

        URI tokenless = URI.create(url.replaceFirst("&?X-Amz-Security-Token=[^&]*", ""));
        refused(send("PUT", tokenless, headers(signed), "hello"), 403, "InvalidAccessKeyId");
        URI forged = URI.create(url.replaceFirst("(X-Amz-Signature=)[0-9a-f]{8}", "$100000000"));
        refused(send("PUT", forged, headers(signed), "hello"), 403, "SignatureDoesNotMatch");
        PresignedPutObjectRequest guessed = put(
                new Credentials(BucketCloud.FILES.accessKeyId(), "guess", BucketCloud.FILES.sessionToken()),
                "uploads/guessed",
                "hello");
        refused(send("PUT", guessed.url().toURI(), headers(guessed), "hello"), 403, "SignatureDoesNotMatch");
    }

    @Test
    @DisplayName("does what the role that signed may do when it is used")
    void role() throws Exception {
        PresignedPutObjectRequest signed = put(BucketCloud.KEYLESS, "uploads/" + UUID.randomUUID(), "hello");

        refused(send("PUT", signed.url().toURI(), headers(signed), "hello"), 403, "AccessDenied");
    }

    /** Last: the SDK signs by the real time, which is over then for all others too. */
    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("ends when it said it would, by the local cloud's clock")
    void expired() throws Exception {
        PresignedPutObjectRequest signed = put(BucketCloud.FILES, "uploads/" + UUID.randomUUID(), "hello");

        assertThat(send("PUT", signed.url().toURI(), headers(signed), "hello").statusCode())
                .isEqualTo(200);
        cloud.clock().advance(Duration.ofMinutes(6));

        HttpResponse<String> answer = send("PUT", signed.url().toURI(), headers(signed), "hello");
        refused(answer, 403, "AccessDenied");
        assertThat(answer.body()).contains("Request has expired");
    }

    @Test
    @DisplayName("is needed by whoever has no header Authorization")
    void anonymous() throws Exception {
        refused(send("GET", cloud.url("/files/uploads/x"), Map.of(), ""), 403, "AccessDenied");
    }

    @Test
    @DisplayName("is announced to pages of the bucket's origins, and to no others")
    void preflight() throws Exception {
        Map<String, String> asked = Map.of(
                "Origin", "https://touzhi.cn",
                "Access-Control-Request-Method", "PUT",
                "Access-Control-Request-Headers", "content-type,x-amz-meta-resume");
        HttpResponse<String> answer = send("OPTIONS", cloud.url("/files/uploads/x"), asked, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://touzhi.cn");
        assertThat(answer.headers().firstValue("access-control-allow-headers"))
                .contains("content-type, x-amz-meta-resume");
        assertThat(answer.headers().firstValue("access-control-max-age")).contains("600");
        Map<String, String> foreign = Map.of("Origin", "https://evil.example", "Access-Control-Request-Method", "PUT");
        refused(send("OPTIONS", cloud.url("/files/uploads/x"), foreign, ""), 403, "AccessForbidden");
    }

    private static PresignedPutObjectRequest put(Credentials credentials, String key, String content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        try (S3Presigner presigner = cloud.presigner(credentials)) {
            return presigner.presignPutObject(
                    sign -> sign.signatureDuration(Duration.ofMinutes(5)).putObjectRequest(put -> put.bucket("files")
                            .key(key)
                            .contentType("text/plain")
                            .contentLength((long) content.length())
                            .checksumSHA256(Base64.getEncoder().encodeToString(hash))
                            .metadata(Map.of("resume", "r1"))));
        }
    }

    private static Map<String, String> headers(PresignedPutObjectRequest signed) {
        Map<String, String> headers = new HashMap<>();
        signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.keySet().removeAll(List.of("host", "content-length"));
        return headers;
    }

    private static Map<String, String> with(PresignedPutObjectRequest signed, String name, String value) {
        Map<String, String> headers = headers(signed);
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value);
        return headers;
    }

    private static HttpResponse<String> send(String method, URI url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}

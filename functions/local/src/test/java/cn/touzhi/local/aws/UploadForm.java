package cn.touzhi.local.aws;

import cn.touzhi.local.lambda.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A form that a function signed and a browser sends, honestly or not. */
final class UploadForm {
    private static final String BOUNDARY = "----browser";

    private final Map<String, String> fields = new LinkedHashMap<>();
    private String afterFile = "";

    /** Signed as AWS's guide says ("Calculating a signature", POST). */
    static UploadForm signed(Credentials credentials, Instant now, String expiration, String conditions) {
        String date = now.toString().replaceAll("[-:]|\\.\\d+", "");
        String day = date.substring(0, 8);
        String credential = credentials.accessKeyId() + "/" + day + "/cn-north-1/s3/aws4_request";
        String policy = """
                {"expiration": "%s", "conditions": [%s,
                 {"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": "%s"}, {"x-amz-date": "%s"},
                 {"x-amz-security-token": "%s"}]}""".formatted(expiration, conditions, credential, date, credentials.sessionToken());
        String base64 = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, "cn-north-1", "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        UploadForm form = new UploadForm()
                .with("x-amz-algorithm", "AWS4-HMAC-SHA256")
                .with("x-amz-credential", credential)
                .with("x-amz-date", date)
                .with("policy", base64)
                .with("x-amz-signature", HexFormat.of().formatHex(hmac(key, base64)));
        return credentials.sessionToken().isEmpty()
                ? form
                : form.with("x-amz-security-token", credentials.sessionToken());
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    UploadForm with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    UploadForm without(String field) {
        fields.remove(field);
        return this;
    }

    String field(String name) {
        return fields.get(name);
    }

    UploadForm withAfterFile(String field) {
        afterFile = field;
        return this;
    }

    HttpResponse<String> send(URI bucket, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(part("name=\"" + name + "\"", value)));
        body.writeBytes(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my cv.pdf\"\r\nContent-Type: application/pdf\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        if (!afterFile.isEmpty()) {
            body.writeBytes(part("name=\"" + afterFile + "\"", "ignored"));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(bucket)
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .header("Origin", "https://touzhi.cn")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static byte[] part(String name, String value) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}

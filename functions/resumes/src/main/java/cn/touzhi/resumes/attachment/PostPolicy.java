package cn.touzhi.resumes.attachment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Lets a browser, or a mini-program, upload one file by a form (Amazon S3 API reference, "Browser-Based Uploads Using HTTP
 * POST"): the signed policy says for every field what it must be, and how large the file. The AWS SDK for Java signs none.
 */
final class PostPolicy {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLI =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new JsonFactory();

    private final AwsCredentialsIdentity credentials;
    private final String region;
    private final String bucket;

    PostPolicy(AwsCredentialsIdentity credentials, String region, String bucket) {
        this.credentials = credentials;
        this.region = region;
        this.bucket = bucket;
    }

    /**
     * The fields of a form that uploads a file of exactly {@code size} bytes.
     *
     * @param wanted what fields must say beside the signature's own
     * @param now when it is signed
     * @param end when it is over
     */
    Map<String, String> sign(Map<String, String> wanted, int size, Instant now, Instant end) {
        Map<String, String> fields = new LinkedHashMap<>(wanted);
        fields.put("x-amz-algorithm", ALGORITHM);
        fields.put("x-amz-credential", credentials.accessKeyId() + "/" + scope(now));
        fields.put("x-amz-date", SECOND.format(now));
        if (credentials instanceof AwsSessionCredentialsIdentity session) {
            fields.put("x-amz-security-token", session.sessionToken());
        }
        String policy =
                Base64.getEncoder().encodeToString(policy(fields, size, end).getBytes(StandardCharsets.UTF_8));
        fields.put("policy", policy);
        fields.put("x-amz-signature", signature(policy, now));
        return fields;
    }

    private String scope(Instant now) {
        return DAY.format(now) + "/" + region + "/s3/aws4_request";
    }

    private String policy(Map<String, String> fields, int size, Instant end) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("expiration", MILLI.format(end));
            json.writeArrayFieldStart("conditions");
            demand(json, "bucket", bucket);
            for (var field : fields.entrySet()) {
                demand(json, field.getKey(), field.getValue());
            }
            json.writeStartArray();
            json.writeString("content-length-range");
            json.writeNumber(size);
            json.writeNumber(size);
            json.writeEndArray();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void demand(JsonGenerator json, String field, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(field, value);
        json.writeEndObject();
    }

    /** Of a policy in Base64, in hexadecimal. */
    String signature(String policy, Instant now) {
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope(now).split("/")) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, policy));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

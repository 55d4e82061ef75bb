package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.template.Names;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What signatures of one day are made with (AWS Signature Version 4, "Signing key").
 *
 * @param scope {@code day/region/s3/aws4_request}
 */
record SigningKey(byte[] key, String scope) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * @param credential {@code access key/day/region/s3/aws4_request}
     * @param date of the signature, which has to be of that day
     * @throws ServiceException if the credential is for something else than S3 in this region
     */
    static SigningKey of(Credentials credentials, String credential, String date) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5
                || !date.startsWith(parts[1] + "T")
                || !parts[2].equals(Names.REGION)
                || !parts[3].equals("s3")
                || !parts[4].equals("aws4_request")) {
            throw new ServiceException(
                    400,
                    "AuthorizationQueryParametersError",
                    "Error parsing the credential: it must be <key>/<day>/%s/s3/aws4_request.".formatted(Names.REGION));
        }
        byte[] key = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < parts.length; i++) {
            key = hmac(key, parts[i]);
        }
        return new SigningKey(key, credential.substring(parts[0].length() + 1));
    }

    /** @throws ServiceException if it is none */
    static Instant instant(String date) {
        try {
            return DATE.parse(date, Instant::from);
        } catch (DateTimeParseException malformed) {
            throw new ServiceException(
                    400, "AuthorizationQueryParametersError", "X-Amz-Date must be in the ISO8601 Long Format.");
        }
    }

    /** @throws ServiceException if {@code signature} is not that of {@code text} */
    void check(String text, String signature) {
        String right = HexFormat.of().formatHex(hmac(key, text));
        if (!MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))) {
            throw new ServiceException(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JVM has no SHA-256.", impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JVM has no HMAC.", impossible);
        }
    }
}

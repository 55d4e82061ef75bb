package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.attachment.ObjectKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Signs for a client what it may do with one file itself, for a short time: files don't pass through functions. Whatever is
 * signed holds a file to its size, kind and checksum, and is done with this function's rights.
 */
public final class SignedAccess {
    /** Time enough to begin an upload; one that has begun may take longer. */
    static final Duration UPLOADED_WITHIN = Duration.ofMinutes(5);

    /** Time enough for its owner to follow a link. */
    static final Duration OWN_LINK = Duration.ofSeconds(60);

    /**
     * A look that was begun before a withdrawal ends with it, five seconds later at most; a link can't be taken back, so
     * it lives no longer.
     */
    static final Duration LINK = Duration.ofSeconds(5);

    private static final String CHECKSUM = "x-amz-checksum-sha256";

    private final Supplier<Signing> signing;
    private final String bucket;
    private final Clock clock;

    /**
     * @param signing made when the first file is signed for
     * @param bucket physical name of AttachmentsBucket
     */
    public SignedAccess(Supplier<Signing> signing, String bucket, Clock clock) {
        this.signing = signing;
        this.bucket = bucket;
        this.clock = clock;
    }

    /**
     * How {@code attachment} is uploaded.
     *
     * @param checksum SHA-256 of the file, in Base64
     */
    Upload upload(Attachment attachment, String checksum) {
        String key = ObjectKeys.uploaded(attachment.subject(), attachment.id());
        PresignedPutObjectRequest put = signing.get().presigner().presignPutObject(sign -> sign.signatureDuration(
                        UPLOADED_WITHIN)
                .putObjectRequest(object -> object.bucket(bucket)
                        .key(key)
                        .contentType(attachment.kind().mediaType())
                        .contentLength((long) attachment.size())
                        .checksumSHA256(checksum)));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(UPLOADED_WITHIN);
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("key", key);
        wanted.put("Content-Type", attachment.kind().mediaType());
        wanted.put(CHECKSUM, checksum);
        wanted.put("success_action_status", "201");
        Map<String, String> fields = new PostPolicy(
                        signing.get().credentials().resolveCredentials(),
                        signing.get().region(),
                        bucket)
                .sign(wanted, attachment.size(), now, end);
        URI putTo = put.httpRequest().getUri();
        return new Upload(bucketOf(putTo, key), fields, putTo, headersOf(put), end);
    }

    /**
     * Where a file is read for {@code time}, as a download that no browser shows as a page of ours.
     *
     * @param key of a clean file
     * @param name by which it is saved
     */
    URI link(String key, String name, Duration time) {
        return signing.get()
                .presigner()
                .presignGetObject(sign -> sign.signatureDuration(time).getObjectRequest(object -> object.bucket(bucket)
                        .key(key)
                        .responseContentDisposition(disposition(name))
                        .responseCacheControl("no-store")))
                .httpRequest()
                .getUri();
    }

    /** RFC 6266, section 4.3: the name as it is, in the form of RFC 8187, and for old clients one without it. */
    static String disposition(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = Character.isLetterOrDigit(one) && one > 0 || one == '.' || one == '-' || one == '_';
            encoded.append(
                    plain
                            ? String.valueOf((char) one)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
        }
        String extension = name.substring(name.lastIndexOf('.') + 1).replaceAll("[^A-Za-z]", "");
        return "attachment; filename=\"attachment." + extension + "\"; filename*=UTF-8''" + encoded;
    }

    /** Whatever the client must send; the host it sends anyway. */
    private static Map<String, String> headersOf(PresignedPutObjectRequest put) {
        return put.signedHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getFirst()));
    }

    /** Whether the bucket stands in the host or in the path: all before the key. */
    private static URI bucketOf(URI object, String key) {
        String address = object.toString();
        return URI.create(address.substring(0, address.indexOf("/" + key)) + "/");
    }

    /**
     * What it is signed with.
     *
     * @param presigner for reading and putting
     * @param credentials the function's own, which change while it lives
     * @param region in which the bucket lies
     */
    public record Signing(S3Presigner presigner, AwsCredentialsProvider credentials, String region) {}
}

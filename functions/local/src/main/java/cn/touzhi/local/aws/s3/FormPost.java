package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.lambda.Credentials;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An upload by a browser's form, which becomes a {@code PutObject} (S3 API, "POST Object"). */
final class FormPost {
    /** Fields that are the object's headers. */
    private static final Set<String> HEADERS =
            Set.of("cache-control", "content-type", "content-disposition", "content-encoding", "expires");

    /** Fields that say who may send the form, and not what the object is. */
    private static final Set<String> OF_THE_SIGNATURE =
            Set.of("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token", "x-amz-signature");

    private final String bucket;
    private final MultipartForm form;
    private final Map<String, String> fields;

    /** @throws ServiceException if it is no such form */
    FormPost(AwsRequest request) {
        bucket = ObjectName.of(request).bucket();
        form = MultipartForm.read(request.headers().get("content-type"), request.body());
        fields = new LinkedHashMap<>(form.fields());
        fields.computeIfPresent("key", (name, key) -> key.replace("${filename}", form.fileName()));
    }

    static boolean is(AwsRequest request) {
        return request.method().equals("POST")
                && ObjectName.of(request).isBucket()
                && request.headers().getOrDefault("content-type", "").startsWith("multipart/form-data");
    }

    String accessKeyId() {
        return field("x-amz-credential").split("/", 2)[0];
    }

    /**
     * Returns what the form asks for.
     *
     * @throws ServiceException why it is not let in
     */
    AwsRequest checked(Credentials credentials, Instant now) {
        if (!field("x-amz-algorithm").equals(SigningKey.ALGORITHM)) {
            throw new ServiceException(400, "InvalidArgument", "x-amz-algorithm is not supported.");
        }
        SessionToken.check(credentials, Optional.ofNullable(fields.get("x-amz-security-token")));
        SigningKey.of(credentials, field("x-amz-credential"), field("x-amz-date"))
                .check(field("policy"), field("x-amz-signature"));
        String key = field("key");
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("bucket", bucket);
        PostPolicy.read(field("policy")).check(all, form.file().length, now);
        ObjectName name = ObjectName.ofPath(bucket + "/" + key);
        return new AwsRequest("PUT", "/" + name.bucket() + "/" + name.key(), Map.of(), "", all, headers(), form.file());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        fields.forEach((name, value) -> {
            if (HEADERS.contains(name) || name.startsWith("x-amz-") && !OF_THE_SIGNATURE.contains(name)) {
                headers.put(name, value);
            }
        });
        Optional.ofNullable(fields.get("tagging"))
                .ifPresent(tags -> headers.put("x-amz-tagging", Percent.query(Tags.of(tags))));
        return headers;
    }

    private String field(String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> name.equals("key")
                        ? new ServiceException(
                                400,
                                "InvalidArgument",
                                "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.")
                        : new ServiceException(
                                403, "AccessDenied", "Bucket POST must contain a field named '%s'.".formatted(name)));
    }
}

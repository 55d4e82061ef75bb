package cn.touzhi.local.template;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * An S3 bucket.
 *
 * @param name physical: its logical id in lower case, since S3 takes no other
 * @param versioned whether versioning is enabled
 * @param kmsKey the KMS key that its objects are encrypted with, as the template names it
 * @param bucketKey whether the objects' keys are bound to the bucket and not to each object (S3 Bucket Keys)
 */
public record Bucket(
        String logicalId,
        String name,
        boolean versioned,
        Optional<String> kmsKey,
        boolean bucketKey,
        List<Notification> notifications,
        List<LifecycleRule> lifecycle,
        List<CorsRule> cors) {
    /** The same bucket, whose rules for pages hold for those of more origins. */
    public Bucket alsoFor(List<String> origins) {
        return new Bucket(
                logicalId,
                name,
                versioned,
                kmsKey,
                bucketKey,
                notifications,
                lifecycle,
                cors.stream().map(rule -> rule.alsoFor(origins)).toList());
    }

    /**
     * What a queue is told of.
     *
     * @param event such as {@code s3:ObjectCreated:*}
     * @param prefix of keys; empty for all
     * @param suffix of keys; empty for all
     * @param queue logical id
     */
    public record Notification(String event, String prefix, String suffix, String queue) {}

    /**
     * What S3 deletes by itself, in days.
     *
     * @param prefix of keys; empty for all
     * @param expiration after it was made, the current version goes
     * @param noncurrentExpiration after another took its place, a version goes
     * @param expiredDeleteMarker whether a delete marker goes that hides nothing any longer
     * @param abortUpload after it began, an unfinished multipart upload goes
     */
    public record LifecycleRule(
            String prefix,
            OptionalInt expiration,
            OptionalInt noncurrentExpiration,
            boolean expiredDeleteMarker,
            OptionalInt abortUpload) {}

    /** Whose pages a browser lets do what (S3 guide, "Elements of a CORS configuration"). */
    public record CorsRule(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposedHeaders,
            OptionalInt maxAge) {
        private CorsRule alsoFor(List<String> more) {
            return new CorsRule(
                    Stream.concat(origins.stream(), more.stream()).toList(), methods, headers, exposedHeaders, maxAge);
        }
    }
}

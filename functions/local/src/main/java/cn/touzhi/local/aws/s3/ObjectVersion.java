package cn.touzhi.local.aws.s3;

import java.time.Instant;

/**
 * One version of an object, or a marker that hides it.
 *
 * @param versionId {@code null} as text where the bucket keeps no versions
 * @param latest whether it is the current one
 * @param marker whether it stands for a deletion
 * @param since when it came into being, by the local cloud's clock
 * @param size in bytes
 * @param eTag with its quotes
 */
record ObjectVersion(
        ObjectName name, String versionId, boolean latest, boolean marker, Instant since, long size, String eTag) {
    static final String NO_VERSION = "null";

    /** Whether a GET finds it. */
    boolean visible() {
        return latest && !marker;
    }
}

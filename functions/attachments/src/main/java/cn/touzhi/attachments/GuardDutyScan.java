package cn.touzhi.attachments;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Malware Protection for S3 of Amazon GuardDuty, which says what it found in a tag of the object (GuardDuty user guide,
 * "Using tag-based access control with Malware Protection for S3"). The upload's owner can't set it: what was signed for
 * them allows no tags.
 */
final class GuardDutyScan implements MalwareScan {
    private static final String TAG = "GuardDutyMalwareScanStatus";

    private final S3Client s3;
    private final String bucket;

    GuardDutyScan(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Finding of(String key, String version) {
        Map<String, String> tags =
                s3.getObjectTagging(get -> get.bucket(bucket).key(key).versionId(version)).tagSet().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value));
        return switch (tags.getOrDefault(TAG, "")) {
            case "" -> Finding.WAITING;
            case "NO_THREATS_FOUND" -> Finding.HARMLESS;
            case "THREATS_FOUND" -> Finding.INFECTED;
            default -> Finding.NOT_SCANNED;
        };
    }
}

package cn.touzhi.attachments;

import cn.touzhi.attachments.content.ContentCheck;
import cn.touzhi.attachments.content.Reason;
import cn.touzhi.attachments.content.Verdict;
import cn.touzhi.kernel.attachment.CheckedUpload.Outcome;
import cn.touzhi.kernel.attachment.FileKind;
import cn.touzhi.kernel.attachment.ObjectKeys;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Checks uploads. What is harmless is stored among the clean files; that is the only way there. */
final class Uploads {
    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final String bucket;
    private final MalwareScan scan;
    private final ContentCheck check;

    Uploads(S3Client s3, String bucket, MalwareScan scan, ContentCheck check) {
        this.s3 = s3;
        this.bucket = bucket;
        this.scan = scan;
        this.check = check;
    }

    /**
     * Checks a version of an object in quarantine. The same version, checked again, comes to the same.
     *
     * @return what came of it; empty while an antivirus has yet to look at it
     */
    Optional<Outcome> check(String key, String version, ObjectKeys.Uploaded uploaded) {
        try {
            return switch (scan.of(key, version)) {
                case WAITING -> Optional.empty();
                case INFECTED -> Optional.of(refused(Reason.MALWARE));
                case NOT_SCANNED -> Optional.of(refused(Reason.NOT_SCANNED));
                case HARMLESS -> Optional.of(read(key, version, uploaded.attachment()));
            };
        } catch (S3Exception failed) {
            if (failed.statusCode() == NOT_FOUND) {
                return Optional.of(new Outcome.Gone());
            }
            throw failed;
        }
    }

    private Outcome read(String key, String version, String attachment) {
        HeadObjectResponse head =
                s3.headObject(get -> get.bucket(bucket).key(key).versionId(version));
        Optional<FileKind> declared = FileKind.ofMediaType(head.contentType());
        if (declared.isEmpty()) {
            return refused(Reason.TYPE_MISMATCH);
        }
        if (head.contentLength() > FileKind.MOST_BYTES) {
            // not even read
            return refused(Reason.TOO_LARGE);
        }
        ResponseBytes<GetObjectResponse> content =
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).versionId(version));
        return switch (check.check(content.asByteArrayUnsafe(), declared.get())) {
            case Verdict.Refused(Reason reason) -> refused(reason);
            case Verdict.Clean clean -> stored(clean, attachment, ObjectKeys.uploadOf(version));
        };
    }

    private Outcome stored(Verdict.Clean clean, String attachment, String upload) {
        byte[] file = clean.content();
        clean.thumbnail()
                .ifPresent(
                        picture -> put(ObjectKeys.thumbnail(attachment, upload), FileKind.JPEG.mediaType(), picture));
        put(ObjectKeys.file(attachment, upload), clean.kind().mediaType(), file);
        return new Outcome.Clean(file.length, clean.thumbnail().isPresent());
    }

    private void put(String key, String mediaType, byte[] content) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(content));
    }

    /** Takes away what was checked, whatever came of it. */
    void delete(String key, String version) {
        s3.deleteObject(one -> one.bucket(bucket).key(key).versionId(version));
    }

    private static Outcome refused(Reason reason) {
        return new Outcome.Refused(reason.word());
    }
}

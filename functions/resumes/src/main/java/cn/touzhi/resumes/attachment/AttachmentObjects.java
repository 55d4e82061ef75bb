package cn.touzhi.resumes.attachment;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.attachment.ObjectKeys;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** The files themselves: takes them away, with all versions and all marks that they were deleted. */
public final class AttachmentObjects {
    private final Supplier<S3Client> s3;
    private final String bucket;

    /**
     * @param s3 made when the first file is taken away
     * @param bucket physical name of AttachmentsBucket
     */
    public AttachmentObjects(Supplier<S3Client> s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Takes away all there is of an attachment. */
    public void delete(SubjectId subject, String attachment) {
        deleteAll(ObjectKeys.cleanOf(attachment), key -> true);
        String uploaded = ObjectKeys.uploaded(subject, attachment);
        deleteAll(uploaded, uploaded::equals);
    }

    /** Takes away what was uploaded by somebody and isn't checked. */
    public void deleteUnchecked(SubjectId subject) {
        deleteAll(ObjectKeys.quarantineOf(subject), key -> true);
    }

    /** Takes away what came of one upload. */
    public void deleteClean(String attachment, String upload) {
        deleteAll(ObjectKeys.cleanOf(attachment, upload), key -> true);
    }

    /** Takes away what came of any. */
    public void deleteClean(String attachment) {
        deleteAll(ObjectKeys.cleanOf(attachment), key -> true);
    }

    private void deleteAll(String prefix, Predicate<String> meant) {
        for (ListObjectVersionsResponse page :
                s3.get().listObjectVersionsPaginator(list -> list.bucket(bucket).prefix(prefix))) {
            List<ObjectIdentifier> versions = Stream.concat(
                            page.versions().stream().map(version -> identifier(version.key(), version.versionId())),
                            page.deleteMarkers().stream().map(mark -> identifier(mark.key(), mark.versionId())))
                    .filter(version -> meant.test(version.key()))
                    .toList();
            if (!versions.isEmpty()) {
                delete(versions);
            }
        }
    }

    private void delete(List<ObjectIdentifier> versions) {
        DeleteObjectsResponse answer = s3.get().deleteObjects(all -> all.bucket(bucket)
                .delete(which -> which.objects(versions).quiet(true)));
        if (answer.hasErrors() && !answer.errors().isEmpty()) {
            // the answer is a 200 all the same
            throw new IllegalStateException(
                    "files that were not deleted: " + answer.errors().getFirst().code());
        }
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}

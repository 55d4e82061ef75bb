package cn.touzhi.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * A bucket with versions, for tests of single functions: what they do to it, in the SDK's own terms. Signatures, rights,
 * notifications and lifecycles are tried on the local cloud, in front of a real engine.
 */
public final class InMemoryBucket implements S3Client {
    private static final int PAGE = 3;

    private final List<Version> versions = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Consumer<InMemoryBucket>> beforeDeleting = new ArrayList<>();

    /** Puts a version, by its id. */
    public synchronized String put(String key, String mediaType, byte[] content) {
        String id = "version/%d+".formatted(numbers.incrementAndGet());
        versions.add(new Version(key, id, mediaType, content.clone(), List.of()));
        return id;
    }

    /** Sets the tag by which an antivirus says what it found. */
    public synchronized void tag(String id, String name, String value) {
        versions.replaceAll(one -> one.id().equals(id)
                ? new Version(
                        one.key(),
                        one.id(),
                        one.mediaType(),
                        one.content(),
                        List.of(Tag.builder().key(name).value(value).build()))
                : one);
    }

    /** The keys of all versions. */
    public synchronized List<String> keys() {
        return versions.stream().map(Version::key).sorted().toList();
    }

    /** What lies at {@code key}, in its newest version. */
    public synchronized byte[] content(String key) {
        return newest(key).orElseThrow().content().clone();
    }

    /** As which kind of file it lies there. */
    public synchronized String mediaType(String key) {
        return newest(key).orElseThrow().mediaType();
    }

    /** Lets something happen once, just before files are next taken away. */
    public synchronized void beforeDeleting(Consumer<InMemoryBucket> what) {
        beforeDeleting.add(what);
    }

    private Optional<Version> newest(String key) {
        return versions.stream().filter(one -> one.key().equals(key)).reduce((first, second) -> second);
    }

    private Version find(String key, String id) {
        return (id == null
                        ? newest(key)
                        : versions.stream()
                                .filter(one -> one.key().equals(key) && one.id().equals(id))
                                .findFirst())
                .orElseThrow(() -> NoSuchKeyException.builder().statusCode(404).build());
    }

    @Override
    public synchronized PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (var content = body.contentStreamProvider().newStream()) {
            return PutObjectResponse.builder()
                    .versionId(put(request.key(), request.contentType(), content.readAllBytes()))
                    .build();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public synchronized HeadObjectResponse headObject(HeadObjectRequest request) {
        Version found = find(request.key(), request.versionId());
        return HeadObjectResponse.builder()
                .contentType(found.mediaType())
                .contentLength((long) found.content().length)
                .build();
    }

    @Override
    public synchronized <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        Version found = find(request.key(), request.versionId());
        GetObjectResponse answer = GetObjectResponse.builder()
                .contentType(found.mediaType())
                .contentLength((long) found.content().length)
                .build();
        try {
            return transformer.transform(
                    answer, AbortableInputStream.create(new ByteArrayInputStream(found.content())));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public synchronized GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        return GetObjectTaggingResponse.builder()
                .tagSet(find(request.key(), request.versionId()).tags())
                .build();
    }

    @Override
    public synchronized ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        List<ObjectVersion> all = versions.stream()
                .filter(one -> one.key().startsWith(request.prefix()))
                .sorted(Comparator.comparing(Version::key).thenComparing(Version::id))
                .filter(one -> request.keyMarker() == null
                        || (one.key() + "\0" + one.id())
                                        .compareTo(request.keyMarker() + "\0" + request.versionIdMarker())
                                > 0)
                .map(one -> ObjectVersion.builder()
                        .key(one.key())
                        .versionId(one.id())
                        .build())
                .toList();
        List<ObjectVersion> page = all.subList(0, Math.min(PAGE, all.size()));
        ListObjectVersionsResponse.Builder answer =
                ListObjectVersionsResponse.builder().versions(page).isTruncated(all.size() > page.size());
        if (all.size() > page.size()) {
            answer.nextKeyMarker(page.getLast().key())
                    .nextVersionIdMarker(page.getLast().versionId());
        }
        return answer.build();
    }

    @Override
    public synchronized DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        List.copyOf(beforeDeleting).forEach(what -> {
            beforeDeleting.remove(what);
            what.accept(this);
        });
        request.delete()
                .objects()
                .forEach(gone -> versions.removeIf(
                        one -> one.key().equals(gone.key()) && one.id().equals(gone.versionId())));
        return DeleteObjectsResponse.builder().build();
    }

    @Override
    public synchronized DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        versions.removeIf(one -> one.key().equals(request.key()) && one.id().equals(request.versionId()));
        return DeleteObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {
        // nothing is open
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Version(String key, String id, String mediaType, byte[] content, List<Tag> tags) {}
}

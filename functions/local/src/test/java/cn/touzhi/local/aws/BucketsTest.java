package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.StoredByte;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

@DisplayName("Buckets")
class BucketsTest {
    private static BucketCloud cloud;
    private static S3Client deployer;
    private static S3Client files;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cloud = new BucketCloud(DataFolder.temporary());
        deployer = cloud.client(BucketCloud.DEPLOYER);
        files = cloud.client(BucketCloud.FILES);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    @DisplayName("keep what was deleted or replaced as versions, and list what is there")
    void versions() {
        String folder = unique();
        String first = put(folder + "/a", "first");
        put(folder + "/a", "second");
        put(folder + "/b/c", "x");
        put(folder + "/gone", "x");
        String marker = files.deleteObject(delete -> delete.bucket("files").key(folder + "/gone"))
                .versionId();

        var listed = deployer.listObjectsV2(
                list -> list.bucket("files").prefix(folder + "/").delimiter("/"));
        assertThat(listed.contents()).extracting(S3Object::key).containsExactly(folder + "/a");
        assertThat(listed.commonPrefixes()).singleElement().satisfies(prefix -> assertThat(prefix.prefix())
                .isEqualTo(folder + "/b/"));
        var all = deployer.listObjectVersions(list -> list.bucket("files").prefix(folder));
        assertThat(all.versions())
                .extracting(ObjectVersion::key)
                .containsExactly(folder + "/a", folder + "/a", folder + "/b/c", folder + "/gone");
        assertThat(all.versions().get(1).versionId()).isEqualTo(first);
        assertThat(all.deleteMarkers()).singleElement().satisfies(one -> assertThat(one.versionId())
                .isEqualTo(marker));
        assertThat(text("files", folder + "/a")).isEqualTo("second");
        assertThat(files.getObjectAsBytes(
                                get -> get.bucket("files").key(folder + "/a").versionId(first))
                        .asUtf8String())
                .isEqualTo("first");
        assertThatThrownBy(() -> deployer.getObject(get -> get.bucket("files").key(folder + "/gone")))
                .isInstanceOf(NoSuchKeyException.class);
        files.deleteObject(
                delete -> delete.bucket("files").key(folder + "/gone").versionId(marker));
        assertThat(text("files", folder + "/gone")).isEqualTo("x");
    }

    @Test
    @DisplayName("are listed page by page")
    void pages() {
        String folder = unique();
        List.of("1", "2", "3", "4", "5").forEach(name -> put(folder + "/" + name, name));

        var listed = deployer.listObjectsV2Paginator(
                list -> list.bucket("files").prefix(folder).maxKeys(2));

        assertThat(listed.stream().count()).isEqualTo(3);
        assertThat(listed.contents()).hasSize(5);
    }

    @Test
    @DisplayName("copy, tag, put together from parts, and delete many at once")
    void operations() {
        String key = unique();
        deployer.putObject(put -> put.bucket("plain").key(key + " é+"), RequestBody.fromString("copied"));
        deployer.copyObject(copy -> copy.sourceBucket("plain")
                .sourceKey(key + " é+")
                .destinationBucket("plain")
                .destinationKey(key));
        assertThat(text("plain", key)).isEqualTo("copied");
        assertThat(deployer.getObjectTagging(get -> get.bucket("plain").key(key))
                        .tagSet())
                .isEmpty();
        tag("plain", key, "scan", "clean");
        assertThat(deployer.getObjectTagging(get -> get.bucket("plain").key(key))
                        .tagSet())
                .containsExactly(Tag.builder().key("scan").value("clean").build());

        String upload = deployer.createMultipartUpload(
                        create -> create.bucket("plain").key(key + "-parts"))
                .uploadId();
        String part = deployer.uploadPart(
                        one -> one.bucket("plain")
                                .key(key + "-parts")
                                .uploadId(upload)
                                .partNumber(1),
                        RequestBody.fromString("part"))
                .eTag();
        deployer.completeMultipartUpload(complete -> complete.bucket("plain")
                .key(key + "-parts")
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part).build())));
        assertThat(text("plain", key + "-parts")).isEqualTo("part");

        deployer.deleteObjects(delete -> delete.bucket("plain")
                .delete(what -> what.objects(
                        ObjectIdentifier.builder().key(key).build(),
                        ObjectIdentifier.builder().key(key + "-parts").build())));
        assertThat(deployer.listObjectsV2(list -> list.bucket("plain").prefix(key))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(key + " é+");
    }

    @Test
    @DisplayName("refuse what nothing grants, what a bucket's policy denies, and whoever may not use their key")
    void permissions() {
        S3Client keyless = cloud.client(BucketCloud.KEYLESS);
        String key = unique();
        String kept = "kept/" + key;
        String version = put(kept, "kept");
        deployer.putObject(put -> put.bucket("plain").key(key), RequestBody.fromString("x"));

        denied(() -> files.listObjectsV2(list -> list.bucket("files")));
        denied(() -> files.getObject(get -> get.bucket("plain").key(key)));
        denied(() ->
                files.deleteObject(delete -> delete.bucket("files").key(kept).versionId(version)));
        denied(() -> keyless.putObject(put -> put.bucket("files").key(key), RequestBody.fromString("x")));
        denied(() -> keyless.getObject(get -> get.bucket("plain").key(key)));
        tag("plain", key, "scan", "clean");
        assertThat(keyless.getObjectAsBytes(get -> get.bucket("plain").key(key)).asUtf8String())
                .isEqualTo("x");
        assertThat(files.listObjectsV2(list -> list.bucket("files").prefix("uploads/" + key))
                        .contents())
                .isEmpty();
    }

    @Test
    @DisplayName("tell nobody who may not list them that an object is missing")
    void missing() {
        denied(() -> files.getObject(get -> get.bucket("files").key(unique())));
        assertThatThrownBy(() -> deployer.getObject(get -> get.bucket("files").key(unique())))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    @DisplayName("refuse what the local cloud does not do")
    void unknown() {
        assertThatThrownBy(
                        () -> deployer.getObjectAcl(get -> get.bucket("files").key("x")))
                .isInstanceOfSatisfying(S3Exception.class, error -> assertThat(error.statusCode())
                        .isEqualTo(501));
        assertThatThrownBy(() -> deployer.deleteBucket(delete -> delete.bucket("files")))
                .isInstanceOfSatisfying(S3Exception.class, error -> assertThat(error.statusCode())
                        .isEqualTo(405));
        assertThatThrownBy(() -> deployer.headBucket(head -> head.bucket("nothere")))
                .isInstanceOfSatisfying(S3Exception.class, error -> assertThat(error.statusCode())
                        .isEqualTo(404));
    }

    @Test
    @DisplayName("tell a queue what arrived, in the form that Lambda's event types read")
    void notification() {
        String key = "uploads/" + unique() + " 简历.pdf";
        String version = put(key, "12345");
        tag("files", key, "scan", "clean");

        JsonNode record = about("Arrivals", key);
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(record.at("/s3/bucket/name").asText()).isEqualTo("files");
        assertThat(record.at("/s3/bucket/arn").asText()).isEqualTo("arn:aws-cn:s3:::files");
        assertThat(record.at("/s3/object/size").asLong()).isEqualTo(5);
        assertThat(record.at("/s3/object/versionId").asText()).isEqualTo(version);
        assertThat(record.at("/s3/object/eTag").asText()).matches("[0-9a-f]{32}");
        assertThat(about("Tagged", key).path("eventName").asText()).isEqualTo("ObjectTagging:Put");
    }

    @Test
    @DisplayName("do not tell a queue of other keys, nor one that does not let them")
    void noNotification() {
        String key = unique();
        put("uploads/" + key + ".txt", "x");
        put("closed/" + key, "x");

        assertThat(cloud.messages("Arrivals").toString()).doesNotContain(key);
        assertThat(cloud.messages("Closed")).isEmpty();
        assertThat(cloud.aws().permissions().grants().refused())
                .anyMatch(refusal -> refusal.principal().equals("s3.amazonaws.com")
                        && refusal.resource().endsWith(":Closed"));
    }

    @Test
    @DisplayName("let go by the shifted clock what their lifecycle rules say, and not a day earlier")
    void lifecycle(@TempDir Path place) {
        try (BucketCloud shifted = new BucketCloud(DataFolder.at(place))) {
            S3Client s3 = shifted.client(BucketCloud.DEPLOYER);
            s3.putObject(put -> put.bucket("files").key("short/a"), RequestBody.fromString("a"));
            s3.putObject(put -> put.bucket("files").key("long/a"), RequestBody.fromString("a"));
            s3.createMultipartUpload(create -> create.bucket("files").key("unfinished"));

            shifted.clock().advance(Duration.ofDays(1));
            shifted.aws().sweep(shifted.clock().instant());
            assertThat(shifted.stored("object"))
                    .extracting(StoredByte::key)
                    .containsExactly("files/long/a", "files/short/a");

            shifted.clock().advance(Duration.ofDays(2));
            shifted.aws().sweep(shifted.clock().instant());
            assertThat(shifted.stored("object")).extracting(StoredByte::key).containsExactly("files/long/a");
            assertThat(shifted.stored("version")).hasSize(2);
            assertThat(s3.listMultipartUploads(list -> list.bucket("files")).uploads())
                    .isEmpty();

            shifted.clock().advance(Duration.ofDays(2));
            shifted.aws().sweep(shifted.clock().instant());
            assertThat(shifted.stored("version")).hasSize(2);

            shifted.clock().advance(Duration.ofDays(2));
            shifted.aws().sweep(shifted.clock().instant());
            shifted.aws().sweep(shifted.clock().instant());
            assertThat(shifted.stored("version")).isEmpty();
            assertThat(shifted.messages("Expired"))
                    .extracting(message -> message.at("/Records/0/eventName").asText())
                    .containsExactly(
                            "LifecycleExpiration:DeleteMarkerCreated",
                            "LifecycleExpiration:Delete",
                            "LifecycleExpiration:Delete");
        }
    }

    @Test
    @DisplayName("have their objects again when they are started again")
    void restart() {
        try (BucketCloud first = new BucketCloud(DataFolder.at(folder))) {
            S3Client s3 = first.client(BucketCloud.DEPLOYER);
            s3.putObject(
                    put -> put.bucket("files").key("a").metadata(Map.of("resume", "r1")),
                    RequestBody.fromString("kept"));
            s3.deleteObject(delete -> delete.bucket("files").key("a"));
            s3.putObject(put -> put.bucket("plain").key("b"), RequestBody.fromString("kept"));
        }

        try (BucketCloud again = new BucketCloud(DataFolder.at(folder))) {
            assertThat(again.stored("version"))
                    .filteredOn(one -> !one.value().path("deleteMarker").asBoolean())
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.key()).isEqualTo("files/a");
                        assertThat(one.value().at("/metadata/x-amz-meta-resume").asText())
                                .isEqualTo("r1");
                        assertThat(one.value().path("content").asText()).isEqualTo("a2VwdA==");
                    });
            assertThat(again.stored("object")).extracting(StoredByte::key).containsExactly("plain/b");
        }
    }

    private static String put(String key, String content) {
        return files.putObject(put -> put.bucket("files").key(key), RequestBody.fromString(content))
                .versionId();
    }

    private static void tag(String bucket, String key, String name, String value) {
        deployer.putObjectTagging(put -> put.bucket(bucket)
                .key(key)
                .tagging(Tagging.builder()
                        .tagSet(Tag.builder().key(name).value(value).build())
                        .build()));
    }

    private static String text(String bucket, String key) {
        return deployer.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    private static JsonNode about(String queue, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        return cloud.messages(queue).stream()
                .map(message -> message.at("/Records/0"))
                .filter(record -> record.at("/s3/object/key").asText().equals(encoded))
                .findFirst()
                .orElseThrow();
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, error -> {
            assertThat(error.statusCode()).isEqualTo(403);
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        });
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}

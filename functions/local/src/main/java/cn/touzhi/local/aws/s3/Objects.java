package cn.touzhi.local.aws.s3;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.engine.BucketEngine;
import cn.touzhi.local.engine.EngineException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/**
 * What S3Mock keeps, as the local cloud itself reads and deletes it.
 *
 * <p>S3Mock dates a delete marker like the version that it hides; when the deletion came is kept here.
 */
public final class Objects implements AutoCloseable {
    /** S3Mock pages wrongly, so everything is asked for at once. */
    private static final String ALL = "1000000";

    private static final byte[] NOTHING = {};

    private final BucketEngine engine;
    private final Clock clock;
    private final Journal markers;

    public Objects(BucketEngine engine, DataFolder data, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.markers = new Journal(data);
    }

    /** By key in the order of its bytes, the newest of each first. */
    List<ObjectVersion> versions(String bucket, String prefix) {
        Element root = list(bucket, Map.of("versions", "", "prefix", prefix, "max-keys", ALL));
        List<ObjectVersion> versions = new ArrayList<>();
        Xml.all(root, "Version").forEach(node -> versions.add(version(bucket, node, false)));
        Xml.all(root, "DeleteMarker").forEach(node -> versions.add(version(bucket, node, true)));
        versions.sort(
                Comparator.comparing((ObjectVersion one) -> sortable(one.name().key()))
                        .thenComparing(one -> !one.latest())
                        .thenComparing(ObjectVersion::since, Comparator.reverseOrder()));
        return versions;
    }

    /** In the order of its bytes in UTF-8, which that of a text's characters is not. */
    private static String sortable(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private ObjectVersion version(String bucket, Element node, boolean marker) {
        String id = Xml.text(node, "VersionId").orElse(ObjectVersion.NO_VERSION);
        Instant dated = Instant.parse(Xml.text(node, "LastModified").orElseThrow());
        return new ObjectVersion(
                new ObjectName(bucket, Xml.text(node, "Key").orElseThrow()),
                id,
                Xml.text(node, "IsLatest").map(Boolean::parseBoolean).orElse(true),
                marker,
                marker ? markers.times.getOrDefault(id, dated) : dated,
                Xml.text(node, "Size").map(Long::parseLong).orElse(0L),
                Xml.text(node, "ETag").orElse(""));
    }

    List<Upload> uploads(String bucket) {
        return Xml.all(list(bucket, Map.of("uploads", "")), "Upload").stream()
                .map(node -> new Upload(
                        new ObjectName(bucket, Xml.text(node, "Key").orElseThrow()),
                        Xml.text(node, "UploadId").orElseThrow(),
                        Instant.parse(Xml.text(node, "Initiated").orElseThrow())))
                .toList();
    }

    private Element list(String bucket, Map<String, String> query) {
        HttpResponse<byte[]> answer = send("GET", new ObjectName(bucket, ""), query);
        if (answer.statusCode() != 200) {
            throw new EngineException("S3Mock does not list the bucket %s.".formatted(bucket));
        }
        return Xml.root(answer.body());
    }

    /** The tags; empty where there is no such object. */
    Optional<Map<String, String>> tags(ObjectName name, Optional<String> versionId) {
        Map<String, String> query = new HashMap<>(versioned(versionId));
        query.put("tagging", "");
        HttpResponse<byte[]> answer = send("GET", name, query);
        String tags = answer.body().length == 0 ? Tags.NONE : new String(answer.body(), StandardCharsets.UTF_8);
        return answer.statusCode() == 200 ? Optional.of(Tags.of(tags)) : Optional.empty();
    }

    /** The object with its headers and content; empty where there is no such object. */
    Optional<HttpResponse<byte[]>> get(ObjectName name, Optional<String> versionId) {
        return Optional.of(send("GET", name, versioned(versionId))).filter(answer -> answer.statusCode() == 200);
    }

    /** The object's headers; empty where there is no such object. */
    Optional<HttpResponse<byte[]>> head(ObjectName name, Optional<String> versionId) {
        return Optional.of(send("HEAD", name, versioned(versionId))).filter(answer -> answer.statusCode() == 200);
    }

    /** Deletes as {@code DeleteObject} does; returns the marker that came of it, if one did. */
    Optional<ObjectVersion> delete(ObjectName name, Optional<String> versionId) {
        send("DELETE", name, versioned(versionId));
        return versionId.isPresent() ? Optional.empty() : markerMade(name);
    }

    void abort(Upload upload) {
        send("DELETE", upload.name(), Map.of("uploadId", upload.uploadId()));
    }

    private static Map<String, String> versioned(Optional<String> versionId) {
        return versionId
                .filter(id -> !id.equals(ObjectVersion.NO_VERSION))
                .map(id -> Map.of("versionId", id))
                .orElse(Map.of());
    }

    private HttpResponse<byte[]> send(String method, ObjectName name, Map<String, String> query) {
        String path = name.path() + (query.isEmpty() ? "" : "?" + Percent.query(query));
        return engine.send(method, path, Map.of(), NOTHING);
    }

    /** Dates the marker that a deletion just made. */
    private Optional<ObjectVersion> markerMade(ObjectName name) {
        return versions(name.bucket(), name.key()).stream()
                .filter(one -> one.marker() && one.latest() && one.name().equals(name))
                .peek(one -> markers.date(one.versionId(), clock.instant()))
                .findFirst();
    }

    @Override
    public void close() {
        markers.close();
    }

    /** @param initiated when it began */
    record Upload(ObjectName name, String uploadId, Instant initiated) {}

    /** When each delete marker was made. */
    private static final class Journal implements AutoCloseable {
        private final cn.touzhi.local.data.Journal lines;
        private final Map<String, Instant> times = new ConcurrentHashMap<>();

        Journal(DataFolder data) {
            lines = data.journal("delete-markers");
            for (JsonNode line : lines.found()) {
                times.put(
                        line.path("marker").asText(),
                        Instant.parse(line.path("at").asText()));
            }
        }

        void date(String marker, Instant at) {
            if (times.putIfAbsent(marker, at) == null) {
                lines.append(JsonNodeFactory.instance
                        .objectNode()
                        .put("marker", marker)
                        .put("at", at.toString()));
            }
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}

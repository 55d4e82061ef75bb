package cn.touzhi.local.aws.s3;

import cn.touzhi.local.data.StoredByte;
import cn.touzhi.local.template.Bucket;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Every object and version with all that is known of it, content included. */
public final class StoredObjects {
    private static final Set<String> NOT_OF_THE_OBJECT =
            Set.of("accept-ranges", "connection", "content-length", "date", "keep-alive", "transfer-encoding", "vary");

    private final List<Bucket> buckets;
    private final Objects objects;

    public StoredObjects(List<Bucket> buckets, Objects objects) {
        this.buckets = buckets;
        this.objects = objects;
    }

    /** @param kinds {@code object} for the current ones, {@code version} for those that are not, and delete markers */
    public void forEach(Predicate<String> kinds, Consumer<StoredByte> each) {
        if (!kinds.test("object") && !kinds.test("version")) {
            return;
        }
        for (Bucket bucket : buckets) {
            for (ObjectVersion one : objects.versions(bucket.name(), "")) {
                String kind = one.visible() ? "object" : "version";
                if (kinds.test(kind)) {
                    each.accept(stored(bucket, kind, one));
                }
            }
        }
    }

    private StoredByte stored(Bucket bucket, String kind, ObjectVersion one) {
        ObjectNode value = JsonNodeFactory.instance
                .objectNode()
                .put("versionId", one.versionId())
                .put("deleteMarker", one.marker())
                .put("at", one.since().toString());
        if (!one.marker()) {
            Optional<String> version = Optional.of(one.versionId());
            objects.get(one.name(), version).ifPresent(answer -> describe(value, answer));
            ObjectNode tags = value.putObject("tags");
            objects.tags(one.name(), version).ifPresent(all -> all.forEach(tags::put));
        }
        return new StoredByte(
                bucket.logicalId(), kind, bucket.name() + "/" + one.name().key(), value);
    }

    private static void describe(ObjectNode value, HttpResponse<byte[]> answer) {
        value.put("size", answer.body().length);
        ObjectNode metadata = value.putObject("metadata");
        answer.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":") && !NOT_OF_THE_OBJECT.contains(name)) {
                metadata.put(name, values.getFirst());
            }
        });
        value.put("content", answer.body());
    }
}

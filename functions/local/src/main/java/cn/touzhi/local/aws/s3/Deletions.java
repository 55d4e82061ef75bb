package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Deletes objects and versions. */
final class Deletions {
    private final Objects objects;
    private final Notifications notifications;

    Deletions(Objects objects, Notifications notifications) {
        this.objects = objects;
        this.notifications = notifications;
    }

    /** {@code DeleteObject}. */
    Answer one(AwsRequest request, ObjectName name) {
        Optional<String> version = Accesses.version(request);
        Optional<String> marker = delete(name, version);
        Map<String, String> headers = new HashMap<>();
        marker.ifPresent(any -> headers.put("x-amz-delete-marker", "true"));
        marker.or(() -> version).ifPresent(id -> headers.put("x-amz-version-id", id));
        return new Answer(204, headers, new byte[0], Answer.OK, 0, 0);
    }

    /** {@code DeleteObjects}. */
    Answer many(AwsRequest request, ObjectName bucket) {
        Element root = Xml.root(request.body());
        boolean quiet = Xml.text(root, "Quiet").map(Boolean::parseBoolean).orElse(false);
        List<Element> asked = Xml.all(root, "Object");
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult xmlns=\"")
                .append(Xml.NAMESPACE)
                .append("\">");
        for (Element one : asked) {
            String key = Xml.text(one, "Key").orElse("");
            Optional<String> version = Xml.text(one, "VersionId");
            Optional<String> marker = delete(ObjectName.ofPath(bucket.bucket() + "/" + key), version);
            if (!quiet) {
                xml.append("<Deleted>");
                Listings.element(xml, "Key", key);
                version.ifPresent(id -> Listings.element(xml, "VersionId", id));
                marker.ifPresent(id -> {
                    Listings.element(xml, "DeleteMarker", "true");
                    Listings.element(xml, "DeleteMarkerVersionId", id);
                });
                xml.append("</Deleted>");
            }
        }
        return Answer.ok(
                "application/xml", xml.append("</DeleteResult>").toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> delete(ObjectName name, Optional<String> version) {
        Optional<String> marker = objects.delete(name, version).map(ObjectVersion::versionId);
        notifications.tell(
                marker.isPresent() ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete",
                name,
                marker.or(() -> version));
        return marker;
    }
}

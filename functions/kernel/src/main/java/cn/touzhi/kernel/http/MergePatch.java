package cn.touzhi.kernel.http;

import io.micronaut.json.tree.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON Merge Patch (RFC 7396): what is to change in something that is JSON. Members replace members, objects are merged,
 * lists are replaced whole, and {@code null} takes away.
 *
 * @param tree as it was sent, read as narrowly as any body
 */
public record MergePatch(JsonNode tree) {
    /** The media type of all of them. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    /** What becomes of {@code target} (RFC 7396, 2). */
    JsonNode appliedTo(JsonNode target) {
        return merged(target, tree);
    }

    /** What it says by itself: all that it puts somewhere, and nothing of what it takes away. */
    JsonNode said() {
        return appliedTo(JsonNode.createObjectNode(Map.of()));
    }

    /** What it says of {@code member}, as a patch of that; one that changes nothing where it doesn't speak of it. */
    public MergePatch of(String member) {
        JsonNode there = tree.isObject() ? tree.get(member) : null;
        return new MergePatch(there == null || there.isNull() ? JsonNode.createObjectNode(Map.of()) : there);
    }

    /** No deeper than what was sent, which is read to a small depth only. */
    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (target.isObject()) {
            target.entries().forEach(member -> members.put(member.getKey(), member.getValue()));
        }
        patch.entries().forEach(change -> {
            if (change.getValue().isNull()) {
                members.remove(change.getKey());
            } else {
                members.compute(
                        change.getKey(),
                        (name, before) -> merged(before == null ? JsonNode.nullNode() : before, change.getValue()));
            }
        });
        return JsonNode.createObjectNode(members);
    }
}

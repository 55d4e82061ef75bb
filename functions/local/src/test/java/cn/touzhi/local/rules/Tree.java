package cn.touzhi.local.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Ways to walk through a tree. */
final class Tree {
    private Tree() {}

    /**
     * A value that is no list and no mapping.
     *
     * @param where its path, such as {@code Resources.Api.Properties.Auth}
     */
    record Leaf(String where, String text) {}

    /** The elements of a list; what is no list is its own only element, what is missing has none. */
    static Stream<JsonNode> elements(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Stream.empty();
        }
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }

    static List<String> texts(JsonNode node) {
        return elements(node).map(JsonNode::asText).toList();
    }

    static Stream<Leaf> leaves(String where, JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream().flatMap(entry -> leaves(join(where, entry.getKey()), entry.getValue()));
        }
        if (node.isArray()) {
            return IntStream.range(0, node.size())
                    .boxed()
                    .flatMap(i -> leaves(join(where, String.valueOf(i)), node.get(i)));
        }
        return node.isMissingNode() ? Stream.empty() : Stream.of(new Leaf(where, node.asText()));
    }

    private static String join(String where, String name) {
        return where.isEmpty() ? name : where + "." + name;
    }
}

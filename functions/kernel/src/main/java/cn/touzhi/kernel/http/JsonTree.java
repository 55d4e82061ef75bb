package cn.touzhi.kernel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as narrowly as it can be read (RFC 8259; I-JSON, RFC 7493): one value and nothing behind it, no key twice,
 * no half of a surrogate pair, no control characters but line ends and tabs, nothing deep, long or large.
 */
final class JsonTree {
    private static final int MOST_DEPTH = 8;
    private static final int MOST_NAME = 64;
    private static final int MOST_DIGITS = 40;
    /** Of names and values in one object or list: hostile keys that collide stay few. */
    private static final int MOST_MEMBERS = 500;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNameLength(MOST_NAME)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .build();

    private JsonTree() {}

    /**
     * Reads a whole text.
     *
     * @throws IOException if it isn't JSON of that kind; its message may quote the text and goes nowhere
     */
    static JsonNode read(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == null) {
                throw new IOException("nothing there");
            }
            JsonNode node = value(json);
            if (json.nextToken() != null) {
                throw new IOException("something behind it");
            }
            return node;
        }
    }

    private static JsonNode value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> JsonNode.createStringNode(clean(json.getText()));
            case VALUE_NUMBER_INT -> JsonNode.createNumberNode(json.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> JsonNode.createNumberNode(decimal(json));
            case VALUE_TRUE -> JsonNode.createBooleanNode(true);
            case VALUE_FALSE -> JsonNode.createBooleanNode(false);
            case VALUE_NULL -> JsonNode.nullNode();
            default -> throw new IOException("no value");
        };
    }

    private static BigDecimal decimal(JsonParser json) throws IOException {
        try {
            return json.getDecimalValue();
        } catch (NumberFormatException beyondAll) {
            throw new IOException("an exponent that no number has");
        }
    }

    private static JsonNode object(JsonParser json) throws IOException {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = clean(json.currentName());
            json.nextToken();
            members.put(name, value(json));
            limit(members.size());
        }
        return JsonNode.createObjectNode(members);
    }

    private static JsonNode array(JsonParser json) throws IOException {
        List<JsonNode> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
            limit(elements.size());
        }
        return JsonNode.createArrayNode(elements);
    }

    private static void limit(int members) throws IOException {
        if (members > MOST_MEMBERS) {
            throw new IOException("too many members");
        }
    }

    private static String clean(String text) throws IOException {
        if (!Text.isClean(text)) {
            throw new IOException("text with characters that no text has");
        }
        return text;
    }
}

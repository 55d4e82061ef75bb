package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A body that is wrong in one way, made from its schema and a good one.
 *
 * @param what is wrong
 * @param body as it is sent
 * @param againstSchema whether the schema says that it is wrong; if not, it is only odd
 */
record Breakage(String what, String body, boolean againstSchema) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** All ways in which {@code good}, a body of {@code schema}, can be broken. */
    static List<Breakage> of(JsonNode schema, ObjectNode good) {
        return Stream.concat(
                        ofTheWhole(good).stream(),
                        within(schema, good)
                                .map(value -> new Breakage(
                                        value.what(), value.raw(value.node().toString()), value.againstSchema())))
                .toList();
    }

    /** {@code good} with one of its fields wrong or missing, or one of theirs. */
    private static Stream<Value> within(JsonNode schema, JsonNode good) {
        Stream<Value> missing = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .map(name -> {
                    ObjectNode without = good.deepCopy();
                    without.remove(name);
                    return new Value("without " + name, without);
                });
        return Stream.concat(
                missing, schema.path("properties").properties().stream().flatMap(field -> wrong(
                                field.getValue(), good.path(field.getKey()))
                        .map(value -> value.in(field.getKey(), with(good.deepCopy(), field.getKey(), value.node())))));
    }

    private static JsonNode with(ObjectNode object, String name, JsonNode value) {
        object.set(name, value);
        return object;
    }

    /** What is wrong with a body whatever its fields are. */
    private static List<Breakage> ofTheWhole(ObjectNode good) {
        String text = good.toString();
        String twice = good.fieldNames().hasNext() ? good.fieldNames().next() : "x";
        return Stream.of(
                        new Whole("empty", ""),
                        new Whole("null", "null"),
                        new Whole("an array", "[" + text + "]"),
                        new Whole("a text", "\"x\""),
                        new Whole("a number", "1"),
                        new Whole("cut off", text.substring(0, text.length() - 1)),
                        new Whole("followed by more", text + "{}"),
                        new Whole("with an unknown field", text.replaceFirst("\\{", "{\"role\":\"staff\",")),
                        new Whole("with a field of every object", text.replaceFirst("\\{", "{\"__proto__\":{},")),
                        new Whole(
                                "with a field twice",
                                text.replaceFirst("\\{", "{\"" + twice + "\":" + good.path(twice) + ",")),
                        new Whole("with a comment", text + "/**/"),
                        new Whole("with a byte order mark", "\ufeff" + text),
                        new Whole("with not-a-number", text.replaceFirst("\\{", "{\"n\":NaN,")),
                        new Whole("nested too deep", "[".repeat(1_001) + "]".repeat(1_001)),
                        new Whole("with many fields", manyFields()),
                        new Whole("in single quotes", text.replace('"', '\'')))
                .map(broken -> new Breakage(broken.what(), broken.body(), true))
                .toList();
    }

    private static String manyFields() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 2_000; i++) {
            text.append("\"f").append(i).append("\":1,");
        }
        return text.append("\"z\":1}").toString();
    }

    private static Stream<Value> wrong(JsonNode schema, JsonNode good) {
        Value none = new Value("null", JSON.nullNode());
        Value object = new Value("an object", JSON.objectNode());
        Value array = new Value("an array", JSON.arrayNode().add("x"));
        Value text = new Value("a text", JSON.textNode("canary"));
        return switch (schema.path("type").asText()) {
            case "string" -> Stream.concat(Stream.of(none, object, array), texts(schema));
            case "integer" -> Stream.concat(Stream.of(none, object, array), numbers(schema));
            case "number" ->
                Stream.of(
                        none,
                        object,
                        array,
                        text,
                        new Value(
                                "too small",
                                JSON.numberNode(schema.path("minimum").asInt() - 1)),
                        new Value(
                                "too large",
                                JSON.numberNode(schema.path("maximum").asInt() + 1)));
            case "boolean" ->
                Stream.of(none, object, array, text, new Value("a number for a truth", JSON.numberNode(1)));
            case "object" -> Stream.concat(Stream.of(none, array, text), within(schema, object(good)));
            case "array" -> Stream.concat(Stream.of(none, object, text), elements(schema, good));
            default -> throw new AssertionError("a kind of field that nobody breaks: " + schema);
        };
    }

    /** An object that may be left out is broken from nothing. */
    private static JsonNode object(JsonNode good) {
        return good.isObject() ? good : JSON.objectNode();
    }

    private static Stream<Value> elements(JsonNode schema, JsonNode good) {
        JsonNode one = good.path(0);
        Stream<Value> wrong = wrong(schema.path("items"), one)
                .map(value -> value.in("with", JSON.arrayNode().add(value.node())));
        if (!schema.has("maxItems")) {
            return wrong;
        }
        ArrayNode many = JSON.arrayNode();
        IntStream.rangeClosed(0, schema.path("maxItems").asInt()).forEach(_ -> many.add(one));
        return Stream.concat(wrong, Stream.of(new Value("of one too many", many)));
    }

    private static Stream<Value> texts(JsonNode schema) {
        List<Value> values = new ArrayList<>(List.of(
                new Value("a number for a text", JSON.numberNode(12_345_678)),
                new Value("a truth for a text", JSON.booleanNode(true)),
                new Value("empty", JSON.textNode("")).odd(),
                new Value("blank", JSON.textNode("\u3000\u00a0 ")).odd(),
                new Value("with NUL", JSON.textNode("canary\u0000value")),
                new Value("with a control character", JSON.textNode("canary\u001bvalue")),
                new Value("with a line break", JSON.textNode("canary\r\nBcc: x@y.cn")).odd(),
                new Value("with a character that turns the direction", JSON.textNode("canary\u202evalue")).odd(),
                new Value("with a character of no width", JSON.textNode("canary\u200bvalue")).odd(),
                new Value("half a character", JSON.textNode("canaryHALFvalue"), "HALF", "\\\\ud800"),
                new Value("far too long", JSON.textNode("canary".repeat(2_000))).odd()));
        Optional.of(schema.path("maxLength").asInt())
                .filter(most -> most > 0)
                .ifPresent(most -> values.add(new Value("one too long", JSON.textNode("x".repeat(most + 1)))));
        if (schema.has("pattern")) {
            values.add(new Value("of another form", JSON.textNode("canary value")));
            values.add(new Value("of the form and more", JSON.textNode("012345".repeat(9))));
        }
        if (schema.has("enum")) {
            values.add(new Value("none of those listed", JSON.textNode("canaryvalue")));
            values.add(new Value(
                    "in other case",
                    JSON.textNode(schema.path("enum").get(0).asText().toUpperCase(java.util.Locale.ROOT) + "x")));
        }
        if (schema.path("format").asText().equals("date")) {
            for (String day : List.of(
                    "2001-02-29",
                    "2000-04-31",
                    "-001-01-01",
                    "10000-01-01",
                    "2000-1-1",
                    "20000101",
                    "2000-01-01T00:00:00Z",
                    "01.01.2000")) {
                values.add(new Value("no day: " + day, JSON.textNode(day)));
            }
            for (String day : List.of("0000-01-01", "1800-01-01", "2999-01-01")) {
                values.add(new Value("nobody's day: " + day, JSON.textNode(day)).odd());
            }
        }
        return values.stream();
    }

    private static Stream<Value> numbers(JsonNode schema) {
        Stream<Value> types = Stream.of(
                new Value("a text for a number", JSON.textNode("4")),
                new Value("a truth for a number", JSON.booleanNode(true)),
                new Value("a fraction", JSON.numberNode(1.5)),
                new Value("a whole number as a fraction", JSON.numberNode(4), ":4", ":4.0"),
                new Value("an exponent", JSON.numberNode(4), ":4", ":4e0").odd(),
                new Value("beyond 32 bits", JSON.numberNode(1L << 40)),
                new Value("beyond 64 bits", JSON.numberNode(4), ":4", ":99999999999999999999"));
        return Stream.concat(
                types,
                Stream.of(
                        new Value(
                                "one too small",
                                JSON.numberNode(schema.path("minimum").asLong() - 1)),
                        new Value(
                                "one too large",
                                JSON.numberNode(schema.path("maximum").asLong(Integer.MAX_VALUE) + 1))));
    }

    private record Whole(String what, String body) {}

    /**
     * A wrong value.
     *
     * @param placeholder what stands in the text for something that a JSON library doesn't write
     * @param meant that
     * @param againstSchema whether the schema forbids it
     */
    private record Value(String what, JsonNode node, String placeholder, String meant, boolean againstSchema) {
        Value(String what, JsonNode node) {
            this(what, node, "", "", true);
        }

        Value(String what, JsonNode node, String placeholder, String meant) {
            this(what, node, placeholder, meant, true);
        }

        /** The same within {@code whole}, as its field {@code name}. */
        Value in(String name, JsonNode whole) {
            return new Value(name + " " + what, whole, placeholder, meant, againstSchema);
        }

        /** Nothing that the schema forbids. */
        Value odd() {
            return new Value(what, node, placeholder, meant, false);
        }

        String raw(String text) {
            return placeholder.isEmpty() ? text : text.replaceFirst(placeholder, meant);
        }
    }
}

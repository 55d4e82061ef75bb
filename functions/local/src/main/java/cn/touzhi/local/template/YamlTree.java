package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML with CloudFormation's short tags ({@code !Sub x}) into a tree in the long form ({@code Fn::Sub: x}). */
final class YamlTree {
    /** Whatever has no leading zero; {@code 012} is text to CloudFormation, an octal number to YAML 1.1. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");

    private static final Map<String, String> LONG_FORM = Map.of("!Ref", "Ref", "!Condition", "Condition");

    private final String file;

    /** Those that are being read, from the root down to the present one. */
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTree(String file) {
        this.file = file;
    }

    static ObjectNode read(Path template) {
        YamlTree tree = new YamlTree(String.valueOf(template.getFileName()));
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(template)));
            if (root != null && tree.tree(root) instanceof ObjectNode object) {
                return object;
            }
            throw new TemplateException(tree.file + " is not a mapping.");
        } catch (MarkedYAMLException syntax) {
            int line = syntax.getProblemMark() == null
                    ? 1
                    : syntax.getProblemMark().getLine() + 1;
            throw new TemplateException("%s, line %d: %s.".formatted(tree.file, line, syntax.getProblem()));
        } catch (YAMLException unreadable) {
            throw new TemplateException("%s: %s.".formatted(tree.file, firstLine(unreadable)));
        } catch (CharacterCodingException binary) {
            throw new TemplateException(tree.file + " is not UTF-8.");
        } catch (IOException unreadable) {
            throw new TemplateException("%s cannot be read.".formatted(template));
        }
    }

    private static String firstLine(YAMLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it can't be read");
    }

    private JsonNode tree(Node node) {
        if (!open.add(node)) {
            throw wrong(node, "an alias to itself");
        }
        JsonNode tree = unguarded(node);
        open.remove(node);
        return tree;
    }

    private JsonNode unguarded(Node node) {
        JsonNode value =
                switch (node) {
                    case MappingNode mapping -> object(mapping);
                    case SequenceNode sequence -> array(sequence);
                    case ScalarNode scalar -> scalar(scalar);
                    default -> throw wrong(node, "what is neither text, list nor mapping");
                };
        String tag = node.getTag().getValue();
        return isShort(tag) ? longForm(node, tag, value) : value;
    }

    private static boolean isShort(String tag) {
        return tag.startsWith("!") && tag.length() > 1;
    }

    private static JsonNode longForm(Node node, String tag, JsonNode value) {
        String name = LONG_FORM.getOrDefault(tag, "Fn::" + tag.substring(1));
        JsonNode argument = value;
        if (tag.equals("!GetAtt") && node instanceof ScalarNode scalar) {
            String[] parts = scalar.getValue().split("\\.", 2);
            ArrayNode both = JsonNodeFactory.instance.arrayNode();
            for (String part : parts) {
                both.add(part);
            }
            argument = both;
        }
        return JsonNodeFactory.instance.objectNode().set(name, argument);
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(tuple.getKeyNode(), "a key that is not text");
            }
            if (object.has(key.getValue())) {
                throw wrong(key, "the key " + key.getValue() + " a second time");
            }
            object.set(key.getValue(), tree(tuple.getValueNode()));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(element -> array.add(tree(element)));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL) && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.INT) && WHOLE_NUMBER.matcher(text).matches()) {
            return number(text);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+]?[0-9]*\\.?[0-9]+")) {
            return json.numberNode(new BigDecimal(text));
        }
        return json.textNode(text);
    }

    private static JsonNode number(String text) {
        BigInteger number = new BigInteger(text);
        boolean small = number.bitLength() < Long.SIZE;
        return small
                ? JsonNodeFactory.instance.numberNode(number.longValue())
                : JsonNodeFactory.instance.numberNode(number);
    }

    private TemplateException wrong(Node node, String what) {
        return new TemplateException(
                "%s, line %d has %s.".formatted(file, node.getStartMark().getLine() + 1, what));
    }
}

package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Replaces intrinsic functions by what they give (CloudFormation template reference, "Intrinsic functions").
 *
 * <p>{@code AWS::NoValue} gives a {@link MissingNode}, which takes the property or the element around it away.
 */
final class Resolver {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final Scope scope;
    private final Conditions conditions;
    private final PhysicalNames names;

    Resolver(Scope scope) {
        this.scope = scope;
        this.conditions = new Conditions(scope, this);
        this.names = new PhysicalNames(scope, conditions, this::one);
    }

    Conditions conditions() {
        return conditions;
    }

    /** @param where the path of {@code node}, for messages: {@code SendingQueue.RedrivePolicy} */
    JsonNode resolve(JsonNode node, String where) {
        if (node.isArray()) {
            return array(node, where);
        }
        if (!node.isObject()) {
            return node;
        }
        return isIntrinsic(node) ? intrinsic(node, where) : object(node, where);
    }

    /** Whether {@code node} is one function call; {@code Condition} is one only among conditions. */
    static boolean isIntrinsic(JsonNode node) {
        if (node.size() != 1) {
            return false;
        }
        String name = node.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    private JsonNode array(JsonNode node, String where) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < node.size(); i++) {
            JsonNode element = resolve(node.get(i), where + "[" + i + "]");
            if (!element.isMissingNode()) {
                resolved.add(element);
            }
        }
        return resolved;
    }

    private JsonNode object(JsonNode node, String where) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = resolve(entry.getValue(), where + "." + entry.getKey());
            if (!value.isMissingNode()) {
                resolved.set(entry.getKey(), value);
            }
        });
        return resolved;
    }

    private JsonNode intrinsic(JsonNode node, String where) {
        String name = node.fieldNames().next();
        JsonNode argument = node.get(name);
        return switch (name) {
            case "Ref" -> ref(argument.asText(), where);
            case "Fn::GetAtt" -> getAtt(argument, where);
            case "Fn::Sub" -> sub(argument, where);
            case "Fn::If" -> ifElse(argument, where);
            case "Fn::Join" -> join(argument, where);
            case "Fn::Split" -> split(argument, where);
            case "Fn::Select" -> select(argument, where);
            case "Fn::FindInMap" -> findInMap(argument, where);
            case "Fn::Base64" ->
                text(Base64.getEncoder().encodeToString(one(argument, where).getBytes(StandardCharsets.UTF_8)));
            case "Fn::ToJsonString" -> text(resolve(argument, where).toString());
            case "Fn::Length" ->
                JsonNodeFactory.instance.numberNode(resolve(argument, where).size());
            case "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or" ->
                throw new TemplateException("%s uses %s, which belongs into Conditions.".formatted(where, name));
            default ->
                throw new TemplateException(
                        "%s uses %s, which is no function that the local cloud knows.".formatted(where, name));
        };
    }

    JsonNode ref(String name, String where) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        return scope.parameter(name).orElseGet(() -> text(names.ref(name, where)));
    }

    private JsonNode getAtt(JsonNode argument, String where) {
        List<String> parts = argument.isTextual() ? List.of(argument.asText().split("\\.", 2)) : texts(argument, where);
        if (parts.size() < 2) {
            throw new TemplateException("%s has a Fn::GetAtt without an attribute.".formatted(where));
        }
        return text(names.attribute(parts.getFirst(), String.join(".", parts.subList(1, parts.size())), where));
    }

    private JsonNode sub(JsonNode argument, String where) {
        boolean withMap = argument.isArray();
        String pattern = withMap ? argument.path(0).asText() : argument.asText();
        JsonNode own = withMap ? resolve(argument.path(1), where) : MissingNode.getInstance();
        Matcher variable = VARIABLE.matcher(pattern);
        return text(variable.replaceAll(match -> Matcher.quoteReplacement(
                match.group(1).isEmpty()
                        ? variable(match.group(2).strip(), own, where)
                        : "${" + match.group(2) + "}")));
    }

    private String variable(String name, JsonNode own, String where) {
        if (own.has(name)) {
            return own.get(name).asText();
        }
        int dot = name.indexOf('.');
        return dot < 0 || name.startsWith("AWS::")
                ? one(ref(name, where), where)
                : names.attribute(name.substring(0, dot), name.substring(dot + 1), where);
    }

    private JsonNode ifElse(JsonNode argument, String where) {
        if (argument.size() != 3) {
            throw new TemplateException("%s has a Fn::If without condition, value and other value.".formatted(where));
        }
        boolean holds = conditions.holds(argument.get(0).asText(), where);
        return resolve(argument.get(holds ? 1 : 2), where);
    }

    private JsonNode join(JsonNode argument, String where) {
        return text(String.join(argument.path(0).asText(), texts(argument.path(1), where)));
    }

    private JsonNode split(JsonNode argument, String where) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : one(argument.path(1), where)
                .split(Pattern.quote(argument.path(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode select(JsonNode argument, String where) {
        int index = Integer.parseInt(one(argument.path(0), where));
        JsonNode list = resolve(argument.path(1), where);
        if (index < 0 || index >= list.size()) {
            throw new TemplateException("%s selects element %d of %d.".formatted(where, index, list.size()));
        }
        return list.get(index);
    }

    private JsonNode findInMap(JsonNode argument, String where) {
        String map = one(argument.path(0), where);
        String top = one(argument.path(1), where);
        String second = one(argument.path(2), where);
        JsonNode found = scope.mappings().path(map).path(top).path(second);
        if (!found.isMissingNode()) {
            return found;
        }
        if (argument.path(3).has("DefaultValue")) {
            return resolve(argument.path(3).get("DefaultValue"), where);
        }
        throw new TemplateException(
                "%s looks for %s.%s.%s, which Mappings does not have.".formatted(where, map, top, second));
    }

    private List<String> texts(JsonNode list, String where) {
        JsonNode resolved = resolve(list, where);
        return StreamSupport.stream(resolved.spliterator(), false)
                .map(element -> one(element, where))
                .toList();
    }

    private String one(JsonNode node, String where) {
        JsonNode value = resolve(node, where);
        if (!value.isValueNode() || value.isMissingNode()) {
            throw new TemplateException("%s needs text where there is a list, a mapping or nothing.".formatted(where));
        }
        return value.asText();
    }

    private static TextNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}

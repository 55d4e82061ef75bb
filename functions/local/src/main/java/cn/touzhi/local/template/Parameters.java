package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Binds the template's parameters to their defaults or to what was given, and holds them to their constraints. */
final class Parameters {
    private Parameters() {}

    /** The text of every parameter, as {@code aws cloudformation deploy --parameter-overrides} would take it. */
    static Map<String, String> bind(JsonNode declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new TemplateException(
                        "The parameter %s was given, but the template has none of this name.".formatted(name));
            }
        }
        Map<String, String> bound = new LinkedHashMap<>();
        declared.properties().forEach(entry -> {
            String value = given.get(entry.getKey());
            JsonNode declaration = entry.getValue();
            if (value == null) {
                if (!declaration.has("Default")) {
                    throw wrong(entry.getKey(), "has neither a default nor a value");
                }
                value = declaration.get("Default").asText();
            }
            check(entry.getKey(), declaration, value);
            bound.put(entry.getKey(), value);
        });
        return bound;
    }

    /** A parameter as {@code Ref} gives it: text, or a list where its type says so. */
    static JsonNode value(JsonNode declaration, String text) {
        String type = declaration.path("Type").asText();
        if (!type.equals("CommaDelimitedList") && !type.startsWith("List<")) {
            return JsonNodeFactory.instance.textNode(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        if (!text.isBlank()) {
            for (String element : text.split(",", -1)) {
                list.add(element.strip());
            }
        }
        return list;
    }

    private static void check(String name, JsonNode declaration, String text) {
        JsonNode value = value(declaration, text);
        if (value.isArray()) {
            value.forEach(element -> checkOne(name, declaration, element.asText()));
        } else {
            checkOne(name, declaration, text);
        }
    }

    private static void checkOne(String name, JsonNode declaration, String text) {
        JsonNode allowed = declaration.path("AllowedValues");
        if (allowed.isArray() && !contains(allowed, text)) {
            throw wrong(name, "must be one of " + allowed + ", not \"" + text + "\"");
        }
        String pattern = declaration.path("AllowedPattern").asText("");
        if (!pattern.isEmpty() && !text.matches(pattern)) {
            throw wrong(name, "must match " + pattern + ", which \"" + text + "\" does not");
        }
        if (text.length() < declaration.path("MinLength").asInt(0)
                || text.length() > declaration.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw wrong(name, "is too short or too long");
        }
        String type = declaration.path("Type").asText();
        if (type.equals("Number") || type.equals("List<Number>")) {
            checkNumber(name, declaration, text);
        }
    }

    private static void checkNumber(String name, JsonNode declaration, String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "must be a number, not \"" + text + "\"");
        }
        JsonNode least = declaration.path("MinValue");
        JsonNode most = declaration.path("MaxValue");
        boolean below = !least.isMissingNode() && number.compareTo(new BigDecimal(least.asText())) < 0;
        boolean above = !most.isMissingNode() && number.compareTo(new BigDecimal(most.asText())) > 0;
        if (below || above) {
            throw wrong(name, "is out of its range with " + text);
        }
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode element : list) {
            if (element.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static TemplateException wrong(String name, String what) {
        return new TemplateException("The parameter %s %s.".formatted(name, what));
    }
}

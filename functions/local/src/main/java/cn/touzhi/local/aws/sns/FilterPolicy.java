package cn.touzhi.local.aws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * What a subscription wants to get (SNS guide, "Subscription filter policies"): all keys must match, of each key's list
 * one.
 */
final class FilterPolicy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode policy;

    FilterPolicy(JsonNode policy) {
        this.policy = policy;
    }

    boolean acceptsAttributes(Map<String, Attribute> attributes) {
        return accepts(policy, name -> attributes.containsKey(name) ? values(attributes.get(name)) : List.of());
    }

    boolean acceptsBody(String message) {
        try {
            return acceptsTree(policy, JSON.readTree(message));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static boolean acceptsTree(JsonNode policy, JsonNode body) {
        return policy.properties().stream().allMatch(entry -> {
            JsonNode value = body.path(entry.getKey());
            if (entry.getValue().isObject()) {
                return acceptsTree(entry.getValue(), value);
            }
            return matchesAny(entry.getValue(), value.isMissingNode() ? List.of() : elements(value));
        });
    }

    private static boolean accepts(JsonNode policy, Function<String, List<JsonNode>> given) {
        return policy.properties().stream()
                .allMatch(entry -> matchesAny(entry.getValue(), given.apply(entry.getKey())));
    }

    private static List<JsonNode> values(Attribute attribute) {
        try {
            return switch (attribute.type()) {
                case "String.Array" -> elements(JSON.readTree(attribute.value()));
                case "Number" -> List.of(JSON.readTree(attribute.value()));
                default -> List.of(TextNode.valueOf(attribute.value()));
            };
        } catch (JsonProcessingException malformed) {
            return List.of();
        }
    }

    private static List<JsonNode> elements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
    }

    private static boolean matchesAny(JsonNode wanted, List<JsonNode> given) {
        return elements(wanted).stream().anyMatch(one -> matches(one, given));
    }

    private static boolean matches(JsonNode wanted, List<JsonNode> given) {
        if (wanted.has("exists")) {
            return wanted.get("exists").asBoolean() != given.isEmpty();
        }
        if (wanted.has("anything-but")) {
            return !given.isEmpty() && given.stream().noneMatch(excluded(wanted.get("anything-but")));
        }
        return given.stream().anyMatch(test(wanted));
    }

    private static Predicate<JsonNode> excluded(JsonNode excluded) {
        if (excluded.isObject()) {
            return test(excluded);
        }
        return value -> elements(excluded).stream().anyMatch(one -> same(one, value));
    }

    private static Predicate<JsonNode> test(JsonNode wanted) {
        if (wanted.has("prefix")) {
            return value -> value.isTextual()
                    && value.asText().startsWith(wanted.get("prefix").asText());
        }
        if (wanted.has("suffix")) {
            return value -> value.isTextual()
                    && value.asText().endsWith(wanted.get("suffix").asText());
        }
        if (wanted.has("equals-ignore-case")) {
            return value -> value.isTextual()
                    && value.asText()
                            .equalsIgnoreCase(wanted.get("equals-ignore-case").asText());
        }
        if (wanted.has("numeric")) {
            return value -> value.isNumber() && inRange(wanted.get("numeric"), value.decimalValue());
        }
        return value -> same(wanted, value);
    }

    private static boolean inRange(JsonNode numeric, BigDecimal value) {
        List<Boolean> tests = new ArrayList<>();
        for (int i = 0; i + 1 < numeric.size(); i += 2) {
            int order = value.compareTo(numeric.get(i + 1).decimalValue());
            tests.add(
                    switch (numeric.get(i).asText()) {
                        case "=" -> order == 0;
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case ">" -> order > 0;
                        case ">=" -> order >= 0;
                        default -> false;
                    });
        }
        return tests.stream().allMatch(Boolean::booleanValue);
    }

    private static boolean same(JsonNode wanted, JsonNode value) {
        JsonNode given = value == null ? MissingNode.getInstance() : value;
        return wanted.isNumber() && given.isNumber()
                ? wanted.decimalValue().compareTo(given.decimalValue()) == 0
                : wanted.equals(given);
    }
}

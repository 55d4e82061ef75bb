package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says which of the template's conditions hold, and evaluates the functions that conditions and rules are made of. */
final class Conditions {
    private final Scope scope;
    private final Resolver resolver;
    private final Map<String, Boolean> known = new HashMap<>();

    Conditions(Scope scope, Resolver resolver) {
        this.scope = scope;
        this.resolver = resolver;
    }

    boolean holds(String name, String where) {
        JsonNode declared = scope.conditions().path(name);
        if (declared.isMissingNode()) {
            throw new TemplateException(
                    "%s depends on the condition %s, which the template does not declare.".formatted(where, name));
        }
        Boolean before = known.get(name);
        if (before == null) {
            before = evaluate(declared, "Conditions." + name);
            known.put(name, before);
        }
        return before;
    }

    boolean evaluate(JsonNode expression, String where) {
        if (expression.isBoolean()) {
            return expression.booleanValue();
        }
        if (!expression.isObject() || expression.size() != 1) {
            throw new TemplateException("%s is no condition.".formatted(where));
        }
        String function = expression.fieldNames().next();
        JsonNode argument = expression.get(function);
        return switch (function) {
            case "Condition" -> holds(argument.asText(), where);
            case "Fn::Equals" -> value(argument.path(0), where).equals(value(argument.path(1), where));
            case "Fn::Not" -> !evaluate(argument.path(0), where);
            case "Fn::And" -> stream(argument).allMatch(part -> evaluate(part, where));
            case "Fn::Or" -> stream(argument).anyMatch(part -> evaluate(part, where));
            case "Fn::Contains" -> contains(resolver.resolve(argument.path(0), where), value(argument.path(1), where));
            case "Fn::EachMemberIn" -> {
                JsonNode all = resolver.resolve(argument.path(1), where);
                yield stream(resolver.resolve(argument.path(0), where))
                        .allMatch(member -> contains(all, member.asText()));
            }
            case "Fn::EachMemberEquals" ->
                stream(resolver.resolve(argument.path(0), where)).allMatch(member -> member.asText()
                        .equals(argument.path(1).asText()));
            default ->
                throw new TemplateException(
                        "%s uses %s, which is no condition that the local cloud knows.".formatted(where, function));
        };
    }

    private String value(JsonNode node, String where) {
        JsonNode resolved = resolver.resolve(node, where);
        return resolved.isValueNode() ? resolved.asText() : resolved.toString();
    }

    private static boolean contains(JsonNode list, String text) {
        return stream(list).anyMatch(element -> element.asText().equals(text));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}

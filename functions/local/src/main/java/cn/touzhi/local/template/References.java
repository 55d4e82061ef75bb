package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Walks through a tree and tells every name it refers to, in whichever branch of a condition it stands. */
final class References {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private References() {}

    /** @param found is told the path and the name of each reference */
    static void each(JsonNode node, String where, BiConsumer<String, String> found) {
        if (node.isArray()) {
            node.forEach(element -> each(element, where, found));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> {
                switch (entry.getKey()) {
                    case "Ref" -> ref(entry.getValue(), where, found);
                    case "Fn::GetAtt" -> found.accept(where, owner(entry.getValue()));
                    case "Fn::Sub" -> sub(entry.getValue(), where, found);
                    default -> each(entry.getValue(), where + "." + entry.getKey(), found);
                }
            });
        }
    }

    private static void ref(JsonNode argument, String where, BiConsumer<String, String> found) {
        if (argument.isTextual()) {
            found.accept(where, argument.asText());
        }
    }

    private static String owner(JsonNode getAtt) {
        String first = getAtt.isArray() ? getAtt.path(0).asText() : getAtt.asText();
        return first.split("\\.", 2)[0];
    }

    private static void sub(JsonNode argument, String where, BiConsumer<String, String> found) {
        JsonNode own = argument.path(1);
        each(own, where, found);
        String pattern = argument.isArray() ? argument.path(0).asText() : argument.asText();
        VARIABLE.matcher(pattern).results().map(match -> match.group(1).strip()).forEach(name -> {
            if (!own.has(name)) {
                found.accept(where, name.startsWith("AWS::") ? name : name.split("\\.", 2)[0]);
            }
        });
    }
}

package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** SAM's section Globals: mappings are merged, lists are put together, a resource's own value wins. */
final class Globals {
    private static final Map<String, String> SECTION = Map.of(
            "AWS::Serverless::Function", "Function",
            "AWS::Serverless::HttpApi", "HttpApi",
            "AWS::Serverless::StateMachine", "StateMachine",
            "AWS::Serverless::SimpleTable", "SimpleTable");

    private final JsonNode globals;

    Globals(JsonNode globals) {
        this.globals = globals;
    }

    /** The properties of a resource of {@code type} with what Globals says about all of its kind. */
    JsonNode applyTo(String type, JsonNode properties) {
        String section = SECTION.get(type);
        return section == null ? properties : merge(globals.path(section), properties);
    }

    private static JsonNode merge(JsonNode general, JsonNode own) {
        if (own.isMissingNode()) {
            return general.isMissingNode() ? JsonNodeFactory.instance.objectNode() : general;
        }
        if (general.isArray() && own.isArray()) {
            ArrayNode both = JsonNodeFactory.instance.arrayNode();
            general.forEach(both::add);
            own.forEach(both::add);
            return both;
        }
        if (!isMapping(general) || !isMapping(own)) {
            return own;
        }
        ObjectNode both = general.deepCopy();
        own.properties()
                .forEach(entry -> both.set(entry.getKey(), merge(general.path(entry.getKey()), entry.getValue())));
        return both;
    }

    private static boolean isMapping(JsonNode node) {
        return node.isObject() && !Resolver.isIntrinsic(node);
    }
}

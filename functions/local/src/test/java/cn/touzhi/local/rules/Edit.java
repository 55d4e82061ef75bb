package cn.touzhi.local.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finds the places of a template's tree that a test wants to change; Jackson's own methods change them. */
final class Edit {
    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private final ObjectNode tree;

    Edit(ObjectNode tree) {
        this.tree = tree;
    }

    /** @param pointer as in RFC 6901 */
    ObjectNode at(String pointer) {
        if (tree.at(pointer) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("the template has no mapping at " + pointer);
    }

    ObjectNode resource(String logicalId) {
        return at("/Resources/" + logicalId);
    }

    ObjectNode properties(String logicalId) {
        return at("/Resources/" + logicalId + "/Properties");
    }

    ObjectNode environment(String function) {
        return at("/Resources/" + function + "/Properties/Environment/Variables");
    }

    /** The properties of one of a function's event sources. */
    ObjectNode event(String function, String name) {
        return at("/Resources/" + function + "/Properties/Events/" + name + "/Properties");
    }

    ObjectNode parameter(String name) {
        return at("/Parameters/" + name);
    }

    /** A statement of the policy that stands in a role, key, queue policy or topic policy. */
    ObjectNode statement(String owner, String sid) {
        return resource(owner).findParents("Sid").stream()
                .filter(parent -> parent.path("Sid").asText().equals(sid))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(owner + " has no statement " + sid));
    }

    /** Another resource. */
    void add(String logicalId, String json) {
        at("/Resources").set(logicalId, json(json));
    }

    void remove(String logicalId) {
        resource(logicalId);
        at("/Resources").remove(logicalId);
    }

    /** A tree from JSON, in which texts may stand in single quotes. */
    static JsonNode json(String text) {
        try {
            return LENIENT.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }
}

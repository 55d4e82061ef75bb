package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** Typed reading of one resource's resolved properties; what is missing or of another type is told by its path. */
final class Properties {
    private final String where;
    private final JsonNode node;

    Properties(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    static Properties of(Resource resource) {
        return new Properties(resource.logicalId(), resource.properties());
    }

    String where() {
        return where;
    }

    JsonNode node() {
        return node;
    }

    Properties at(String name) {
        return new Properties(where + "." + name, node.path(name));
    }

    boolean has(String name) {
        return node.has(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new TemplateException("%s has no %s.".formatted(where, name)));
    }

    Optional<String> optionalText(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw wrong(name, "text");
        }
        return Optional.of(value.asText());
    }

    OptionalInt optionalNumber(String name) {
        return optionalText(name)
                .map(text -> {
                    try {
                        return OptionalInt.of(Integer.parseInt(text));
                    } catch (NumberFormatException notANumber) {
                        throw wrong(name, "a whole number");
                    }
                })
                .orElseGet(OptionalInt::empty);
    }

    int number(String name, int otherwise) {
        return optionalNumber(name).orElse(otherwise);
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise));
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        return optionalText(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** A list of texts; one text alone counts as a list of one, as in most of AWS. */
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        return elements(name).stream().map(JsonNode::asText).toList();
    }

    List<JsonNode> elements(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(name, "a list");
        }
        return StreamSupport.stream(value.spliterator(), false).toList();
    }

    /** The logical id in an ARN or a name, which has to be a resource of {@code type}. */
    String reference(String name, String type, Map<String, Resource> resources) {
        String id = Names.logicalId(text(name));
        Resource found = resources.get(id);
        if (found == null || !found.type().equals(type)) {
            throw new TemplateException(
                    "%s.%s is no resource of type %s in this template: %s.".formatted(where, name, type, text(name)));
        }
        return id;
    }

    TemplateException wrong(String name, String wanted) {
        return new TemplateException("%s.%s must be %s.".formatted(where, name, wanted));
    }
}

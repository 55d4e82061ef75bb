package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiFunction;

/** What {@code Ref} and {@code Fn::GetAtt} give for the resources of one template. */
final class PhysicalNames {
    private final Scope scope;
    private final Conditions conditions;
    private final BiFunction<JsonNode, String, String> resolver;

    /** @param resolver resolves a property to text; an alias is known by its name, which may be put together */
    PhysicalNames(Scope scope, Conditions conditions, BiFunction<JsonNode, String, String> resolver) {
        this.scope = scope;
        this.conditions = conditions;
        this.resolver = resolver;
    }

    String ref(String name, String where) {
        JsonNode resource = present(name, where);
        if (resource.path("Type").asText().equals("AWS::KMS::Alias")) {
            return resolver.apply(resource.path("Properties").path("AliasName"), name + ".AliasName");
        }
        return Attributes.ref(name, resource);
    }

    String attribute(String logicalId, String attribute, String where) {
        JsonNode resource = present(logicalId, where);
        return Attributes.of(logicalId, attribute, resource)
                .orElseThrow(() -> new TemplateException("%s asks %s for %s, which a resource of type %s does not have."
                        .formatted(
                                where,
                                logicalId,
                                attribute,
                                resource.path("Type").asText())));
    }

    /** The declaration of a resource that is there under the current conditions. */
    private JsonNode present(String name, String where) {
        if (!scope.knows(name)) {
            throw new TemplateException("%s refers to %s, which the template does not declare.".formatted(where, name));
        }
        JsonNode resource = scope.resources().path(name);
        if (resource.has("Condition")
                && !conditions.holds(resource.get("Condition").asText(), name)) {
            throw new TemplateException("%s refers to %s, whose condition %s does not hold."
                    .formatted(where, name, resource.get("Condition").asText()));
        }
        return resource;
    }
}

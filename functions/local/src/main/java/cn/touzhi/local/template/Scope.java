package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean inside one template: parameters, pseudo parameters, resources, mappings. */
final class Scope {
    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::AccountId", Names.ACCOUNT,
            "AWS::Region", Names.REGION,
            "AWS::Partition", Names.PARTITION,
            "AWS::URLSuffix", Names.URL_SUFFIX,
            "AWS::StackName", Names.STACK,
            "AWS::StackId", Names.arn("cloudformation", "stack/" + Names.STACK + "/local"));

    private final JsonNode source;
    private final Map<String, String> parameters;
    private final Set<String> generated = new LinkedHashSet<>();

    Scope(JsonNode source, Map<String, String> parameters) {
        this.source = source;
        this.parameters = parameters;
        resources().properties().forEach(entry -> generated.addAll(GeneratedIds.of(entry.getKey(), entry.getValue())));
    }

    JsonNode resources() {
        return source.path("Resources");
    }

    JsonNode mappings() {
        return source.path("Mappings");
    }

    JsonNode conditions() {
        return source.path("Conditions");
    }

    /** Whether the template declares a resource of this name, or SAM makes one. */
    boolean knowsResource(String logicalId) {
        return resources().has(logicalId) || generated.contains(logicalId);
    }

    boolean knows(String name) {
        return PSEUDO.containsKey(name)
                || name.equals("AWS::NoValue")
                || parameters.containsKey(name)
                || knowsResource(withoutSuffix(name));
    }

    /** What {@code Ref} of a parameter or pseudo parameter gives. */
    Optional<JsonNode> parameter(String name) {
        if (PSEUDO.containsKey(name)) {
            return Optional.of(JsonNodeFactory.instance.textNode(PSEUDO.get(name)));
        }
        return Optional.ofNullable(parameters.get(name))
                .map(text -> Parameters.value(source.at("/Parameters/" + name), text));
    }

    /** SAM lets a template refer to what it generates beside a function: {@code Function.Alias}. */
    private static String withoutSuffix(String name) {
        return name.replaceFirst("\\.(Alias|Version|Stage|DomainName|Role|DestinationTopic|DestinationQueue)$", "");
    }
}

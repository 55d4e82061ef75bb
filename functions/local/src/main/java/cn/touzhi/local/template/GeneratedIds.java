package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The logical ids that the SAM transform makes and that a template may refer to (SAM developer guide, "Generated
 * resources").
 */
final class GeneratedIds {
    private static final Set<String> CALLED_FROM_OUTSIDE = Set.of("Api", "HttpApi", "S3", "SNS", "Schedule");

    private GeneratedIds() {}

    static List<String> of(String logicalId, JsonNode resource) {
        return switch (resource.path("Type").asText()) {
            case "AWS::Serverless::Function" -> ofFunction(logicalId, resource.path("Properties"));
            case "AWS::Serverless::HttpApi" -> ofApi(logicalId, resource.path("Properties"));
            default -> List.of();
        };
    }

    private static List<String> ofFunction(String logicalId, JsonNode properties) {
        List<String> ids = new ArrayList<>();
        if (!properties.has("Role")) {
            ids.add(logicalId + "Role");
        }
        if (properties.has("AutoPublishAlias")) {
            ids.add(logicalId + "Alias" + properties.path("AutoPublishAlias").asText());
        }
        properties.path("Events").properties().forEach(event -> {
            String type = event.getValue().path("Type").asText();
            ids.add(logicalId + event.getKey());
            ids.add(logicalId + event.getKey() + (CALLED_FROM_OUTSIDE.contains(type) ? "Permission" : "Role"));
        });
        return ids;
    }

    private static List<String> ofApi(String logicalId, JsonNode properties) {
        JsonNode stage = properties.path("StageName");
        return List.of(logicalId + (stage.isTextual() ? stage.asText() + "Stage" : "ApiGatewayDefaultStage"));
    }
}

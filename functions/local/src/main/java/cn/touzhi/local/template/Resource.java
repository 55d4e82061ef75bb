package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One resource that is there under the current conditions, all functions resolved.
 *
 * @param properties an object, empty where the template has none
 * @param attributes what stands beside Type and Properties: DependsOn, DeletionPolicy, Metadata …
 */
public record Resource(String logicalId, String type, JsonNode properties, JsonNode attributes) {}

package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/** A CloudWatch alarm; it has no life locally but in the rules. */
public record Alarm(String logicalId, JsonNode properties) {}

package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A secret of Secrets Manager.
 *
 * @param generate {@code GenerateSecretString}
 * @param value {@code SecretString}
 * @param key what the template names as KMS key: logical id, ARN or alias
 */
public record Secret(String logicalId, Optional<JsonNode> generate, Optional<String> value, Optional<String> key) {}

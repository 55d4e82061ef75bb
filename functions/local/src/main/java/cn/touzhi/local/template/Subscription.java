package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What of a topic goes to which queue.
 *
 * @param topic logical id
 * @param queue logical id
 * @param raw whether the queue gets the message alone, without SNS's envelope
 * @param filterPolicy empty where everything goes
 * @param filterOnBody whether the policy looks into the message instead of its attributes
 */
public record Subscription(
        String logicalId,
        String topic,
        String queue,
        boolean raw,
        Optional<JsonNode> filterPolicy,
        boolean filterOnBody) {}

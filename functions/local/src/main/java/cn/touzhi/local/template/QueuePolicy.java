package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Who may use some queues beside the roles of this account.
 *
 * @param queues logical ids
 */
public record QueuePolicy(String logicalId, List<String> queues, JsonNode document) {}

package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A role of IAM with all that it grants. */
public record Role(String logicalId, JsonNode trust, List<Policy> policies) {
    /** @param document a policy in IAM's language, all functions resolved */
    public record Policy(String name, JsonNode document) {}
}

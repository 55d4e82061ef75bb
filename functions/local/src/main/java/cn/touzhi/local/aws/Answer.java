package cn.touzhi.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes back to the caller.
 *
 * @param outcome {@code ok} or the error code
 * @param readUnits of DynamoDB
 * @param writeUnits of DynamoDB
 */
public record Answer(
        int status, Map<String, String> headers, byte[] body, String outcome, double readUnits, double writeUnits) {
    public static final String OK = "ok";

    public static Answer ok(String contentType, byte[] body) {
        return new Answer(200, Map.of("Content-Type", contentType), body, OK, 0, 0);
    }

    public static Answer json(String contentType, JsonNode body) {
        return ok(contentType, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}

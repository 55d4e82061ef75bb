package cn.touzhi.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param headers by name in lower case
 * @param cookies each a {@code Set-Cookie} of its own
 */
@SuppressWarnings("ArrayRecordComponent")
record GatewayAnswer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    /** One of API Gateway's own: it has no other body than this. */
    static GatewayAnswer own(int status, String message) {
        return new GatewayAnswer(
                status,
                Map.of("content-type", "application/json"),
                List.of(),
                "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8));
    }

    GatewayAnswer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new GatewayAnswer(status, all, cookies, body);
    }
}

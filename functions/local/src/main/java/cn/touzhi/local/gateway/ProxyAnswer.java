package cn.touzhi.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an HTTP API makes of a function's answer, payload format 2.0. */
final class ProxyAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** They are API Gateway's own affair, whatever a function says. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection", "content-length", "date", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private ProxyAnswer() {}

    /** Empty where the answer is none: API Gateway tells the client of an internal error then. */
    static Optional<GatewayAnswer> of(byte[] payload) {
        try {
            JsonNode answer = JSON.readTree(payload);
            return answer.isObject() && answer.has("statusCode") ? explicit(answer) : Optional.of(inferred(payload));
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** A function that names no status answers 200 with whatever it returned. */
    private static GatewayAnswer inferred(byte[] payload) {
        return new GatewayAnswer(200, Map.of("content-type", "application/json"), List.of(), payload);
    }

    private static Optional<GatewayAnswer> explicit(JsonNode answer) {
        int status = answer.get("statusCode").asInt();
        if (status < 100 || status > 599) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        answer.path("multiValueHeaders").properties().forEach(header -> {
            List<String> values = new ArrayList<>();
            header.getValue().forEach(value -> values.add(value.asText()));
            put(headers, header.getKey(), String.join(",", values));
        });
        answer.path("headers")
                .properties()
                .forEach(header ->
                        put(headers, header.getKey(), header.getValue().asText()));
        headers.putIfAbsent("content-type", "text/plain;charset=UTF-8");
        List<String> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        String body = answer.path("body").isNull() ? "" : answer.path("body").asText("");
        byte[] bytes = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new GatewayAnswer(status, headers, cookies, bytes));
    }

    private static void put(Map<String, String> headers, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!HOP_BY_HOP.contains(lower)) {
            headers.put(lower, value);
        }
    }
}

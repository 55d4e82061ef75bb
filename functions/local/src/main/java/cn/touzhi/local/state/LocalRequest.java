package cn.touzhi.local.state;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to {@code /_local/}.
 *
 * @param name what follows {@code /_local/}
 * @param query decoded
 */
@SuppressWarnings("ArrayRecordComponent")
record LocalRequest(String method, String name, Map<String, String> query, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws IllegalArgumentException if the query is none */
    static LocalRequest of(HttpExchange exchange, String root) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return new LocalRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring(root.length()),
                query,
                exchange.getRequestBody().readAllBytes());
    }

    /** A parameter of the query; empty where it is missing or empty. */
    Optional<String> parameter(String parameter) {
        return Optional.ofNullable(query.get(parameter)).filter(value -> !value.isEmpty());
    }

    /** @throws IllegalArgumentException in one sentence, if it is no whole number */
    Optional<Integer> number(String parameter) {
        Optional<String> value = parameter(parameter);
        try {
            return value.map(Integer::parseUnsignedInt);
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException("\"%s\" is a whole number.".formatted(parameter), unreadable);
        }
    }

    /** @throws IllegalArgumentException in one sentence, if the body is no JSON */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("The body is not JSON.", malformed);
        }
    }

    /** @throws IllegalArgumentException in one sentence, if the body has no such text */
    String text(String field) {
        JsonNode value = json().path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("The body needs a text \"%s\".".formatted(field));
        }
        return value.asText();
    }
}

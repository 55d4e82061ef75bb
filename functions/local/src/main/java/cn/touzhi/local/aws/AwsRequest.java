package cn.touzhi.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param target the header {@code X-Amz-Target}; empty where the protocol has none
 * @param path without the query
 * @param query behind the path
 * @param form the body of the query protocol; empty for others
 * @param headers by their names in lower case
 */
public record AwsRequest(
        String method,
        String path,
        Map<String, String> query,
        String target,
        Map<String, String> form,
        Map<String, String> headers,
        byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static AwsRequest of(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Headers headers = exchange.getRequestHeaders();
        String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
        return new AwsRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")),
                Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse(""),
                type.startsWith("application/x-www-form-urlencoded")
                        ? form(new String(body, StandardCharsets.UTF_8))
                        : Map.of(),
                first(headers),
                body);
    }

    private static Map<String, String> first(Headers headers) {
        Map<String, String> first = new LinkedHashMap<>();
        headers.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return first;
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** What stands behind the dot in the target. */
    public String targetOperation() {
        return target.substring(target.indexOf('.') + 1);
    }

    /**
     * The body as a JSON object.
     *
     * @throws ServiceException {@code SerializationException} if it is none
     */
    public ObjectNode json() {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode node = JSON.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            // told below
        }
        throw new ServiceException(400, "SerializationException", "The request is not a JSON object.");
    }
}

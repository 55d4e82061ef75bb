package cn.touzhi.local.gateway;

import cn.touzhi.local.template.HttpApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an HTTP API with a CORS configuration tells browsers (http-api-cors); the functions have no say in it. */
final class CrossOrigin {
    private final HttpApi.Cors cors;

    CrossOrigin(HttpApi.Cors cors) {
        this.cors = cors;
    }

    /** API Gateway answers every OPTIONS by itself; a browser from elsewhere finds no permission in it. */
    GatewayAnswer preflight(GatewayRequest request) {
        Map<String, String> headers = new LinkedHashMap<>(headersFor(request));
        if (!headers.isEmpty()) {
            put(headers, "access-control-allow-methods", cors.methods());
            put(headers, "access-control-allow-headers", cors.headers());
            cors.maxAge().ifPresent(seconds -> headers.put("access-control-max-age", Integer.toString(seconds)));
        }
        return new GatewayAnswer(204, headers, List.of(), new byte[0]);
    }

    /** What an actual answer carries. */
    Map<String, String> headersFor(GatewayRequest request) {
        Optional<String> origin = request.header("origin").filter(this::allows);
        if (origin.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("access-control-allow-origin", cors.origins().contains("*") ? "*" : origin.get());
        if (cors.credentials()) {
            headers.put("access-control-allow-credentials", "true");
        }
        put(headers, "access-control-expose-headers", cors.exposedHeaders());
        return headers;
    }

    private boolean allows(String origin) {
        return cors.origins().stream()
                .anyMatch(allowed -> allowed.equals("*")
                        || allowed.equals(origin)
                        || allowed.contains("*") && Pattern.matches(wildcard(allowed), origin));
    }

    /** {@code https://*} and the like; the star stands for anything. */
    private static String wildcard(String allowed) {
        return Pattern.quote(allowed).replace("*", "\\E.*\\Q");
    }

    private static void put(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}

package cn.touzhi.local.gateway;

import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The event that an HTTP API makes of a request, payload format 2.0
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). What that page
 * leaves open follows events captured from API Gateway: paths come decoded, queries don't.
 */
final class ProxyEvent {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ProxyEvent() {}

    /**
     * @param authorized what the authorizer found in the token
     * @throws IllegalArgumentException if the query is no query
     */
    static byte[] of(
            GatewayRequest request,
            Routes.Match match,
            Optional<Authorization.Granted> authorized,
            String requestId,
            Instant now) {
        Route route = match.route();
        String path = Route.decode(request.path());
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", route.key());
        event.put("rawPath", path);
        event.put("rawQueryString", request.query());
        request.header("cookie").ifPresent(cookies -> {
            var all = event.putArray("cookies");
            for (String cookie : cookies.split(";\\s*")) {
                all.add(cookie);
            }
        });
        event.set("headers", JSON.valueToTree(headers(request)));
        Map<String, String> query = query(request.query());
        if (!query.isEmpty()) {
            event.set("queryStringParameters", JSON.valueToTree(query));
        }
        if (!match.parameters().isEmpty()) {
            event.set("pathParameters", JSON.valueToTree(match.parameters()));
        }
        event.set("requestContext", context(request, route, path, authorized, requestId, now));
        putBody(event, request);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode context(
            GatewayRequest request,
            Route route,
            String path,
            Optional<Authorization.Granted> authorized,
            String requestId,
            Instant now) {
        String api = route.declared().api();
        ObjectNode context = JSON.createObjectNode();
        context.put("accountId", Names.ACCOUNT);
        context.put("apiId", api);
        authorized.ifPresent(token -> {
            ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
            jwt.set("claims", JSON.valueToTree(token.claims()));
            jwt.set("scopes", route.declared().scopes().isEmpty() ? null : JSON.valueToTree(token.scopes()));
        });
        String host = request.header("host").orElse("localhost");
        context.put("domainName", host.replaceFirst(":\\d+$", ""));
        context.put("domainPrefix", host.replaceFirst("[.:].*$", ""));
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", request.protocol())
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("requestId", requestId);
        context.put("routeKey", route.key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static Map<String, String> headers(GatewayRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("cookie");
        // what the client says of itself comes first, what was seen comes last
        headers.merge("x-forwarded-for", request.sourceIp(), (said, seen) -> said + ", " + seen);
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.merge(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "",
                    (first, second) -> first + "," + second);
        }
        return query;
    }

    private static void putBody(ObjectNode event, GatewayRequest request) {
        if (request.body().length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        Optional<String> text = isText(request) ? decodeUtf8(request.body()) : Optional.empty();
        event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())));
        event.put("isBase64Encoded", text.isEmpty());
    }

    private static boolean isText(GatewayRequest request) {
        String type = request.header("content-type").orElse("text/plain").toLowerCase(Locale.ROOT);
        return request.header("content-encoding").isEmpty()
                && (type.startsWith("text/") || type.matches("application/([\\w.-]+\\+)?(json|xml|javascript)\\b.*"));
    }

    private static Optional<String> decodeUtf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}

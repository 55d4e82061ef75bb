package cn.touzhi.kernel.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the descriptions of all rooms' APIs have in common. */
final class CommonSchemas {
    private static final Map<String, String> COMMON = new TreeMap<>(Map.of(
            "malformed-request", "400 The body, or a header, is not as described; `errors` say where",
            "too-large", "413 The body is longer than 16 KB",
            "unsupported-media-type", "415 The body is no plain `application/json` in UTF-8",
            "unauthorized", "401 There is no valid access token",
            "internal", "500 Our fault",
            "try-again", "503 Something that we need doesn't answer; the same request may be sent again"));

    private CommonSchemas() {}

    static Map<String, Object> info() {
        return ordered(
                "title", "Touzhi",
                "description", "Backend of the recruitment platform Touzhi.",
                "license", ordered("name", "Apache 2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"),
                "version", "1");
    }

    static Map<String, Object> all() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        schemas.put(
                "Problem",
                object(
                        "A refusal (RFC 9457). Some kinds have members of their own.",
                        List.of("type", "title", "status"),
                        ordered(
                                "type", text("Names the kind for good", "/problems/too-many-codes"),
                                "title", text("What it is", "Too many codes went to this address"),
                                "status", ordered("type", "integer", "description", "The HTTP status, again"),
                                "detail", text("What to do about it", "Ask for another code."),
                                "errors", ordered("type", "array", "items", ref("Fault")),
                                "remaining",
                                        ordered(
                                                "type", "integer",
                                                "description", "Of `wrong-code`: how many guesses are left"),
                                "current",
                                        ordered(
                                                "type",
                                                "integer",
                                                "description",
                                                "Of `policy-not-current` and `text-not-current`: the version"
                                                        + " that holds"))));
        schemas.put(
                "Fault",
                object(
                        "What is wrong where in a body",
                        List.of("pointer", "detail"),
                        ordered(
                                "pointer", text("Where (RFC 6901)", "/code"),
                                "detail", text("What is asked for", "must be six digits"))));
        schemas.put(
                "GatewayMessage",
                object(
                        "A refusal of the gateway itself, before any function was asked",
                        List.of("message"),
                        ordered("message", text("What it is", "Unauthorized"))));
        return schemas;
    }

    static Map<String, Object> security() {
        return ordered(
                "accessToken",
                ordered(
                        "type", "http",
                        "scheme", "bearer",
                        "bearerFormat", "JWT",
                        "description", "The access token of a session, with the scope `user`"));
    }

    static Map<String, Object> idempotencyKey() {
        return ordered(
                "name",
                "Idempotency-Key",
                "in",
                "header",
                "required",
                true,
                "description",
                "Names the wish, so that a repeat does nothing twice: 16 to 255 visible ASCII characters,"
                        + " bare or as a quoted string of structured fields",
                "schema",
                ordered("type", "string", "minLength", 16, "maxLength", 257),
                "example",
                "0d6d8f0e-8f9f-4c35-9a59-2f0c4a7c1f6e");
    }

    /** Of one status: the common response where it has one kind only, that all routes have. */
    static Map<String, Object> problem(String status, List<String> kinds) {
        return kinds.size() == 1 && COMMON.containsKey(kinds.getFirst())
                ? ordered("$ref", "#/components/responses/" + kinds.getFirst())
                : problemOf(status, kinds.stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", ")));
    }

    /** Where a merge patch is asked for. */
    static Map<String, Object> unsupportedPatch() {
        Map<String, Object> response = new LinkedHashMap<>(problemOf("415", "`unsupported-media-type`"));
        response.put(
                "headers",
                ordered(
                        "Accept-Patch",
                        ordered(
                                "description",
                                "What is taken (RFC 5789)",
                                "schema",
                                ordered("type", "string", "const", MergePatch.MEDIA_TYPE))));
        return response;
    }

    static Map<String, Object> gateway() {
        return ordered("$ref", "#/components/responses/gateway");
    }

    static Map<String, Object> responses() {
        Map<String, Object> responses = new LinkedHashMap<>();
        COMMON.forEach((kind, description) ->
                responses.put(kind, problemOf(description.substring(0, 3), description.substring(4))));
        responses.put(
                "gateway",
                ordered(
                        "description",
                        "The gateway refuses by itself: no valid token, no such route, too many requests",
                        "content",
                        ordered("application/json", ordered("schema", ref("GatewayMessage")))));
        return responses;
    }

    private static Map<String, Object> problemOf(String status, String description) {
        Map<String, Object> response = ordered("description", description);
        if (status.equals("429") || status.equals("503")) {
            response.put(
                    "headers",
                    ordered(
                            "Retry-After",
                            ordered(
                                    "description",
                                    "Seconds to wait",
                                    "schema",
                                    ordered("type", "integer", "minimum", 1))));
        }
        response.put("content", ordered(Problem.MEDIA_TYPE, ordered("schema", ref("Problem"))));
        return response;
    }

    private static Map<String, Object> object(
            String description, List<String> required, Map<String, Object> properties) {
        return ordered("type", "object", "description", description, "required", required, "properties", properties);
    }

    private static Map<String, Object> text(String description, String example) {
        return ordered("type", "string", "description", description, "example", example);
    }

    private static Map<String, Object> ref(String schema) {
        return ordered("$ref", "#/components/schemas/" + schema);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

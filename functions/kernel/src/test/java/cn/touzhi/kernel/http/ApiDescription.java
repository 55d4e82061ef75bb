package cn.touzhi.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.annotation.Controller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of a room's API: what Micronaut's compiler step reads from the controllers, and what it can't know:
 * refusals ({@link Refusals}), keys, tokens, and what the gateway answers by itself.
 */
public final class ApiDescription {
    private final String room;
    private final Map<String, Method> routes = new TreeMap<>();

    /**
     * @param room whose API it is
     * @param classes of the room; its controllers are among them
     */
    public ApiDescription(String room, List<Class<?>> classes) {
        this.room = room;
        classes.stream()
                .filter(type -> type.isAnnotationPresent(Controller.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .forEach(method -> routes.put(method.getName(), method));
    }

    /** What this room adds to the description of the whole API, from what the compiler left in {@code generated}. */
    public ApiDocument complete(Path generated) {
        Map<String, Object> document = ApiDocument.parse(shortNames(read(generated)));
        // the compiler meets the controllers in no fixed order
        Map<String, Object> paths = new TreeMap<>(map(document, "paths"));
        document.put("paths", paths);
        Map<String, Object> schemas = new TreeMap<>(map(map(document, "components"), "schemas"));
        paths.values().stream()
                .map(ApiDescription::asMap)
                .flatMap(path -> path.values().stream())
                .map(ApiDescription::asMap)
                .forEach(operation -> {
                    complete(operation);
                    SchemaTidying.closeBody(operation, schemas);
                });
        schemas.values().forEach(schema -> SchemaTidying.tidy(asMap(schema)));
        document.put("components", Map.of("schemas", schemas));
        return new ApiDocument(room, document);
    }

    /** Nested records come as {@code SomeController.Body}; clients have no use for the controller's name. */
    private static String shortNames(String text) {
        return text.replaceAll("\\b[A-Za-z]+(Controller|Answer)\\.", "");
    }

    private void complete(Map<String, Object> operation) {
        Method route = routes.get(operation.get("operationId"));
        assertThat(route)
                .as("the route of operation %s", operation.get("operationId"))
                .isNotNull();
        operation.put(ApiDocument.ROOM, room);
        // the compiler step says the same twice where the Javadoc is one sentence
        operation.remove("description", operation.get("summary"));
        List<String> refusals = new ArrayList<>(List.of("500 internal", "503 try-again"));
        if (operation.containsKey("requestBody")) {
            refusals.addAll(List.of("400 malformed-request", "413 too-large", "415 unsupported-media-type"));
            SchemaTidying.typePatch(operation);
        }
        if (takes(route, IdempotencyKey.class)) {
            List<Object> parameters = new ArrayList<>((List<?>) operation.getOrDefault("parameters", List.of()));
            parameters.add(CommonSchemas.idempotencyKey());
            operation.put("parameters", parameters);
            refusals.add("400 malformed-request");
        }
        if (takes(route, Principal.class)) {
            operation.put("security", List.of(Map.of("accessToken", new ArrayList<>())));
            refusals.add("401 unauthorized");
        }
        if (route.isAnnotationPresent(Refusals.class)) {
            refusals.addAll(List.of(route.getAnnotation(Refusals.class).value()));
        }
        Map<String, Object> responses = responses(map(operation, "responses"), refusals);
        if (SchemaTidying.patchOf(operation).isPresent()) {
            responses.put("415", CommonSchemas.unsupportedPatch());
        }
        operation.put("responses", responses);
    }

    private static Map<String, Object> responses(Map<String, Object> successes, List<String> refusals) {
        Map<String, Object> responses = new TreeMap<>(successes);
        successes.values().stream()
                .map(ApiDescription::asMap)
                // an answer without a body
                .forEach(success -> success.remove("content", Map.of("application/json", Map.of())));
        Map<String, List<String>> kinds = new TreeMap<>();
        refusals.stream().distinct().forEach(refusal -> kinds.computeIfAbsent(
                        refusal.substring(0, 3), none -> new ArrayList<>())
                .add(refusal.substring(4)));
        kinds.forEach((status, names) -> responses.put(status, CommonSchemas.problem(status, names)));
        responses.put("default", CommonSchemas.gateway());
        return responses;
    }

    static Map<String, Object> map(Map<String, Object> from, String name) {
        return asMap(from.get(name));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private static boolean takes(Method route, Class<?> type) {
        return Arrays.asList(route.getParameterTypes()).contains(type);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

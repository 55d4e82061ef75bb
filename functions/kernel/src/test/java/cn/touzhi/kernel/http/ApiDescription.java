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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The description of a room's API: what Micronaut's compiler step reads from the controllers, and what it can't know:
 * refusals ({@link Refusals}), keys, tokens, and what the gateway answers by itself.
 */
public final class ApiDescription {
    private static final String HEADING = "# Made from the controllers; this renews it: mvn -pl functions/%s -am test"
            + " -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Drenew\n";

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

    /** The document, completed from what the compiler left in {@code generated}. */
    public String complete(Path generated) {
        Map<String, Object> document =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(shortNames(read(generated)));
        // the compiler meets the controllers in no fixed order
        Map<String, Object> paths = new TreeMap<>(map(document, "paths"));
        document.put("paths", paths);
        document.computeIfPresent("tags", (name, tags) -> sortedByName((List<?>) tags));
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
        schemas.putAll(CommonSchemas.all());
        Map<String, Object> components = map(document, "components");
        components.put("schemas", schemas);
        components.put("responses", CommonSchemas.responses());
        components.put("securitySchemes", CommonSchemas.security());
        return HEADING.formatted(room) + yaml().dump(document);
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
        // the compiler step says the same twice where the Javadoc is one sentence
        operation.remove("description", operation.get("summary"));
        List<String> refusals = new ArrayList<>(List.of("500 internal", "503 try-again"));
        if (operation.containsKey("requestBody")) {
            refusals.addAll(List.of("400 malformed-request", "413 too-large", "415 unsupported-media-type"));
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
        operation.put("responses", responses(map(operation, "responses"), refusals));
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

    private static List<Object> sortedByName(List<?> tags) {
        return tags.stream()
                .map(ApiDescription::asMap)
                .sorted(Comparator.comparing(tag -> tag.get("name").toString()))
                .<Object>map(tag -> tag)
                .toList();
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

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(true);
        return new Yaml(options);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

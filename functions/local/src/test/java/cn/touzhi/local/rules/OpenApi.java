package cn.touzhi.local.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API's description that the build generates from the controllers. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private OpenApi() {}

    /** Each call, such as {@code GET /v1/accounts/me}, and whether it demands a token. */
    static Map<String, Boolean> calls(Path file) {
        JsonNode document = read(file);
        Map<String, Boolean> calls = new TreeMap<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> calls.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        demandsToken(operation.getValue(), document))));
        return calls;
    }

    /** An operation's own demands stand in place of the document's; an empty one means none (OpenAPI 3.1, 4.8.10). */
    private static boolean demandsToken(JsonNode operation, JsonNode document) {
        JsonNode demands = operation.has("security") ? operation.path("security") : document.path("security");
        return demands.size() > 0 && Tree.elements(demands).noneMatch(JsonNode::isEmpty);
    }

    private static JsonNode read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return new ObjectMapper().valueToTree(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

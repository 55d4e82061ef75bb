package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** {@code infra/openapi.yaml}, as whoever writes a client reads it. */
final class ApiDocument {
    private static final Pattern TYPES = Pattern.compile("`([a-z-]+)`");

    private final JsonNode document;

    ApiDocument() {
        try (Reader text = Files.newBufferedReader(Path.of("../../infra/openapi.yaml"))) {
            Object yaml = new Yaml().load(text);
            this.document = new ObjectMapper().valueToTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every operation. */
    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue())))
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : document.at(reference.asText().substring(1));
    }

    /** {@code schema} with what its fields and elements refer to in their places. */
    private JsonNode whole(JsonNode schema) {
        JsonNode here = resolved(schema).deepCopy();
        if (here.path("properties") instanceof ObjectNode fields) {
            fields.properties().forEach(field -> field.setValue(whole(field.getValue())));
        }
        if (here.has("items")) {
            ((ObjectNode) here).set("items", whole(here.path("items")));
        }
        return here;
    }

    /**
     * One operation of the API.
     *
     * @param description as the document has it
     */
    final class Operation {
        private final String method;
        private final String path;
        private final JsonNode description;

        private Operation(String method, String path, JsonNode description) {
            this.method = method;
            this.path = path;
            this.description = description;
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }

        /** Whether it takes a token. */
        boolean secured() {
            return description.has("security");
        }

        boolean hasBody() {
            return description.has("requestBody");
        }

        /** The one type of content that it takes. */
        String bodyType() {
            return description
                    .at("/requestBody/content")
                    .properties()
                    .iterator()
                    .next()
                    .getKey();
        }

        /** The schema of its body, all references in it resolved. */
        JsonNode body() {
            return whole(description.at("/requestBody/content").path(bodyType()).path("schema"));
        }

        /** The parameters that stand in the path, the query or the headers. */
        List<JsonNode> parameters() {
            return World.list(description.path("parameters"));
        }

        /** The statuses of its refusals that it names. */
        Set<String> refusals() {
            Set<String> statuses = new TreeSet<>();
            description.path("responses").fieldNames().forEachRemaining(statuses::add);
            statuses.removeIf(status -> !status.startsWith("4"));
            return statuses;
        }

        /** The kinds of problems that it names for {@code status}. */
        Set<String> problems(int status) {
            JsonNode response = resolved(description.path("responses").path(Integer.toString(status)));
            Set<String> kinds = new TreeSet<>();
            TYPES.matcher(response.path("description").asText()).results().forEach(match -> kinds.add(match.group(1)));
            String reference = description
                    .path("responses")
                    .path(Integer.toString(status))
                    .path("$ref")
                    .asText();
            if (!reference.isEmpty()) {
                kinds.add(reference.substring(reference.lastIndexOf('/') + 1));
            }
            return kinds;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}

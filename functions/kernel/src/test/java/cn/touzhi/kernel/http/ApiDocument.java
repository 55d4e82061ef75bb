package cn.touzhi.kernel.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What one room says in the description of the whole API ({@code infra/openapi.yaml}), which all rooms share: operations
 * that carry the room's name, and the schemas and tags that these name.
 */
public final class ApiDocument {
    /** Whose an operation is. */
    static final String ROOM = "x-room";

    private static final String HEADING =
            "# Made from the controllers, room by room; this renews a room's part: mvn -pl"
                    + " functions/<room> -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Drenew\n";
    private static final Pattern SCHEMA = Pattern.compile("#/components/schemas/([A-Za-z0-9]+)");

    private final String room;
    private final Map<String, Object> own;

    ApiDocument(String room, Map<String, Object> own) {
        this.room = room;
        this.own = own;
    }

    /** Whose part it is. */
    public String room() {
        return room;
    }

    /** {@code committed} with this in place of what it says of the room. */
    public String renewed(String committed) {
        Map<String, Object> document = parse(committed);
        Map<String, Object> paths = pathsOf(document, false);
        pathsOf(own, true).forEach((path, operations) -> {
            Map<String, Object> all = new TreeMap<>(ApiDescription.asMap(paths.getOrDefault(path, Map.of())));
            all.putAll(ApiDescription.asMap(operations));
            paths.put(path, all);
        });
        document.put("paths", paths);
        Map<String, Object> schemas = schemasOf(document);
        schemas.putAll(schemasOf(own));
        ApiDescription.map(document, "components").put("schemas", schemas);
        List<Object> tags = new ArrayList<>(tagsOf(document));
        tags.removeIf(tag -> tagsOf(own).stream().anyMatch(ours -> nameOf(ours).equals(nameOf(tag))));
        tags.addAll(tagsOf(own));
        Set<String> used = tagsUsedIn(paths);
        tags.removeIf(tag -> !used.contains(nameOf(tag)));
        document.put("tags", tags);
        schemas.keySet().retainAll(named(document));
        return text(document);
    }

    static Map<String, Object> parse(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }

    /** The whole document in its one order, with what all rooms have in common. */
    private static String text(Map<String, Object> document) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("openapi", "3.1.0");
        whole.put("info", CommonSchemas.info());
        whole.put("tags", sortedByName(tagsOf(document)));
        whole.put("paths", new TreeMap<>(ApiDescription.map(document, "paths")));
        Map<String, Object> schemas = schemasOf(document);
        schemas.putAll(CommonSchemas.all());
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas);
        components.put("responses", CommonSchemas.responses());
        components.put("securitySchemes", CommonSchemas.security());
        whole.put("components", components);
        return HEADING + dump(whole);
    }

    /** All operations of the room, or all of others. */
    private Map<String, Object> pathsOf(Map<String, Object> document, boolean ours) {
        Map<String, Object> paths = new TreeMap<>();
        ApiDescription.map(document, "paths").forEach((path, operations) -> {
            Map<String, Object> some = new TreeMap<>(ApiDescription.asMap(operations));
            some.values()
                    .removeIf(operation ->
                            ours != room.equals(ApiDescription.asMap(operation).get(ROOM)));
            if (!some.isEmpty()) {
                paths.put(path, some);
            }
        });
        return paths;
    }

    private static Map<String, Object> schemasOf(Map<String, Object> document) {
        return new TreeMap<>(ApiDescription.map(ApiDescription.map(document, "components"), "schemas"));
    }

    /** Schemas that an operation names, or a schema that one names, or the problems that all share. */
    private static Set<String> named(Map<String, Object> document) {
        Map<String, Object> schemas = schemasOf(document);
        schemas.putAll(CommonSchemas.all());
        Set<String> named = new TreeSet<>(CommonSchemas.all().keySet());
        List<Object> toRead = new ArrayList<>(List.of(document.get("paths")));
        while (!toRead.isEmpty()) {
            Matcher names = SCHEMA.matcher(dump(toRead.removeFirst()));
            while (names.find()) {
                if (named.add(names.group(1))) {
                    toRead.add(schemas.getOrDefault(names.group(1), Map.of()));
                }
            }
        }
        return named;
    }

    private static Set<String> tagsUsedIn(Map<String, Object> paths) {
        Set<String> used = new TreeSet<>();
        paths.values()
                .forEach(operations -> ApiDescription.asMap(operations).values().forEach(operation -> ((List<?>)
                                ApiDescription.asMap(operation).get("tags"))
                        .forEach(tag -> used.add(tag.toString()))));
        return used;
    }

    private static List<Object> tagsOf(Map<String, Object> document) {
        return List.copyOf((List<?>) document.getOrDefault("tags", List.of()));
    }

    private static String nameOf(Object tag) {
        return ApiDescription.asMap(tag).get("name").toString();
    }

    private static List<Object> sortedByName(List<Object> tags) {
        return tags.stream()
                .sorted((one, other) -> nameOf(one).compareTo(nameOf(other)))
                .toList();
    }

    private static String dump(Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(true);
        return new Yaml(options).dump(value);
    }
}

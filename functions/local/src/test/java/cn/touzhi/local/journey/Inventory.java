package cn.touzhi.local.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code infra/inventory.json}, against which what is really stored can be held. */
final class Inventory {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]+}");
    private static final String EVERY_ROOM = "*";
    private static final Set<String> KEYS = Set.of("pk", "sk");

    private final List<ItemType> types;

    Inventory(JsonNode inventory) {
        this.types = World.list(inventory).stream().map(ItemType::of).toList();
    }

    static Inventory ofProject() {
        try {
            return new Inventory(
                    Http.JSON.readTree(Path.of("../../infra/inventory.json").toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All kinds of items, and all their fields that are declared sealed, as {@code Type.field}. */
    Set<String> names() {
        return types.stream().flatMap(ItemType::names).collect(Collectors.toSet());
    }

    /** Those of {@link #names} that {@code items}, lines of {@code /_local/stores}, give an example of. */
    Set<String> namesIn(List<JsonNode> items) {
        return items.stream()
                .flatMap(item -> typeOf(item).stream().flatMap(type -> type.namesIn(item.path("value"))))
                .collect(Collectors.toSet());
    }

    /** What {@code items} hold and nobody has declared, or hold in clear against their declaration. */
    List<String> gaps(List<JsonNode> items) {
        return items.stream()
                .flatMap(item -> typeOf(item)
                        .map(type -> type.gaps(item.path("value")))
                        .orElseGet(() -> Stream.of(item.path("store").asText() + " holds items of an unknown kind")))
                .distinct()
                .toList();
    }

    private Optional<ItemType> typeOf(JsonNode item) {
        return types.stream()
                .filter(type -> Set.of(EVERY_ROOM, item.path("store").asText()).contains(type.table())
                        && type.key().matcher(item.path("key").asText()).matches())
                .findFirst();
    }

    /**
     * A kind of item.
     *
     * @param key of its items, as {@code /_local/stores} writes them
     * @param fields each with whether it is sealed
     */
    private record ItemType(String name, String table, Pattern key, Map<String, Boolean> fields) {
        /** Algorithm, key version, nonce and tag, as the kernel's {@code DataKey} writes them. */
        private static final int SHORTEST_SEALED = 1 + Integer.BYTES + 12 + 16;

        static ItemType of(JsonNode type) {
            Map<String, Boolean> fields = new HashMap<>();
            type.path("fields")
                    .forEach(field -> fields.put(
                            field.path("name").asText(), field.path("sealed").asBoolean()));
            return new ItemType(
                    type.path("item").asText(),
                    type.path("table").asText(),
                    patternOf(type.path("key").asText()),
                    Map.copyOf(fields));
        }

        private static Pattern patternOf(String keys) {
            List<String> alternatives = new ArrayList<>();
            for (String key : keys.replace(" / ", "/").split(", ", -1)) {
                alternatives.add(Stream.of(PLACEHOLDER.split(key, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^#/]+")));
            }
            return Pattern.compile(String.join("|", alternatives));
        }

        Stream<String> names() {
            return Stream.concat(
                    Stream.of(name),
                    fields.keySet().stream().filter(fields::get).map(field -> name + "." + field));
        }

        Stream<String> namesIn(JsonNode item) {
            return names().filter(full -> full.equals(name) || item.has(full.substring(name.length() + 1)));
        }

        Stream<String> gaps(JsonNode item) {
            return item.properties().stream()
                    .filter(attribute -> !KEYS.contains(attribute.getKey()))
                    .flatMap(attribute -> gap(attribute.getKey(), attribute.getValue()).stream());
        }

        private Optional<String> gap(String field, JsonNode value) {
            if (!fields.containsKey(field)) {
                return Optional.of(name + "." + field + " is stored and not declared");
            }
            return fields.get(field) && !isSealed(value.asText())
                    ? Optional.of(name + "." + field + " is declared sealed and is not")
                    : Optional.empty();
        }

        private static boolean isSealed(String text) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text);
                return bytes.length > SHORTEST_SEALED
                        && bytes[0] == 1
                        && ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt() > 0;
            } catch (IllegalArgumentException notBytes) {
                return false;
            }
        }
    }
}

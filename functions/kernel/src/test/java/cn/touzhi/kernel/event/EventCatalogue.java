package cn.touzhi.kernel.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events of a room, as it declares them, each with its golden file: an event of this version as it was first
 * released, under {@code events/<type>.json} among the room's test resources. It never changes.
 */
public final class EventCatalogue {
    private final Class<?> declarations;

    /** @param declarations the class whose constants are the room's event types */
    public EventCatalogue(Class<?> declarations) {
        this.declarations = declarations;
    }

    /** The types of all events. */
    public List<String> types() {
        return fields().map(EventCatalogue::typeOf).toList();
    }

    /** The golden event of {@code type}, as text. */
    public String goldenOf(String type) {
        try (InputStream golden = declarations.getResourceAsStream("/events/" + type + ".json")) {
            if (golden == null) {
                throw new IllegalStateException("no golden file events/" + type + ".json among the test resources");
            }
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where declarations and golden files contradict each other. */
    public List<String> contradictions() {
        List<String> contradictions = new ArrayList<>();
        fields().forEach(field -> {
            String type = typeOf(field);
            EventType declared = field.getAnnotation(EventType.class);
            Event golden = EventJson.read(goldenOf(type));
            if (!golden.type().equals(type)) {
                contradictions.add(type + ": its golden file is of another type");
            }
            if (golden.subject().isPresent() != declared.ofSubject()) {
                contradictions.add(type + ": its golden file says otherwise about a subject");
            }
            List<String> names = Arrays.stream(declared.data())
                    .map(EventType.Datum::name)
                    .sorted()
                    .toList();
            if (!golden.data().keySet().stream().sorted().toList().equals(names)) {
                contradictions.add(type + ": its golden file has other data");
            }
            if (!EventJson.read(EventJson.write(golden)).equals(golden)) {
                contradictions.add(type + ": its golden file is not read as it is written");
            }
        });
        return contradictions;
    }

    /** The catalogue for people. */
    public String toMarkdown() {
        return fields().map(this::sectionOf).collect(Collectors.joining()) + "\n";
    }

    private String sectionOf(Field field) {
        EventType event = field.getAnnotation(EventType.class);
        StringBuilder text = new StringBuilder();
        text.append("\n### ").append(typeOf(field)).append("\n\n");
        text.append(event.when()).append("\n\n");
        text.append("Sent by ").append(names(event.sentBy()));
        text.append("; heard by ").append(names(event.heardBy())).append(".\n\n");
        text.append("| says | what |\n|---|---|\n");
        if (event.ofSubject()) {
            text.append("| `subject` | the id of the person it is about |\n");
        }
        for (EventType.Datum datum : event.data()) {
            text.append("| `data.").append(datum.name()).append("` | ");
            text.append(datum.means()).append(" |\n");
        }
        return text.append("\n```json\n")
                .append(goldenOf(typeOf(field)))
                .append("\n```\n")
                .toString();
    }

    private static String names(String[] functions) {
        return functions.length == 0
                ? "nobody yet"
                : Arrays.stream(functions).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private Stream<Field> fields() {
        return Arrays.stream(declarations.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(EventType.class));
    }

    private static String typeOf(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}

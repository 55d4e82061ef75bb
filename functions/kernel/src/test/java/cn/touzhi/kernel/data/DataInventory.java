package cn.touzhi.kernel.data;

import cn.touzhi.kernel.Classes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** All that a room stores, as its records declare it. */
public final class DataInventory {
    private final String room;
    private final List<Class<?>> records;

    private DataInventory(String room, List<Class<?>> records) {
        this.room = room;
        this.records = records;
    }

    /** The inventory of {@code room}, whose classes lie with {@code one} of them, in its package and below. */
    public static DataInventory of(String room, Class<?> one) {
        return of(room, Classes.beside(one));
    }

    static DataInventory of(String room, List<Class<?>> classes) {
        return new DataInventory(
                room,
                classes.stream()
                        .filter(type -> type.isAnnotationPresent(Stored.class))
                        .sorted(Comparator.comparing(Class::getSimpleName))
                        .toList());
    }

    /** What keeps it from being complete: a stored field that is neither declared personal nor the contrary. */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        for (Class<?> type : records) {
            if (!type.isRecord()) {
                gaps.add(type.getSimpleName() + " is stored, but is no record");
                continue;
            }
            for (RecordComponent field : type.getRecordComponents()) {
                if (field.isAnnotationPresent(PersonalData.class) == field.isAnnotationPresent(NotPersonal.class)) {
                    gaps.add(type.getSimpleName() + "." + field.getName() + " is not classified, or twice");
                }
            }
        }
        return gaps;
    }

    /** The inventory for people. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : records) {
            Stored stored = type.getAnnotation(Stored.class);
            text.append("\n### ").append(type.getSimpleName()).append("\n\n");
            text.append("`")
                    .append(stored.table())
                    .append("`: `")
                    .append(stored.key())
                    .append("`  \n");
            text.append("From the subject: ").append(stored.pathFromSubject()).append(".\n\n");
            text.append("| field | what | for | kept | clause | sealed |\n|---|---|---|---|---|---|\n");
            for (RecordComponent field : type.getRecordComponents()) {
                text.append("| `").append(field.getName()).append("` | ");
                text.append(columnsOf(field)).append(" |\n");
            }
        }
        return text.append("\n").toString();
    }

    private static String columnsOf(RecordComponent field) {
        PersonalData personal = field.getAnnotation(PersonalData.class);
        if (personal == null) {
            return "not personal: " + field.getAnnotation(NotPersonal.class).value() + " | | | |";
        }
        return String.join(
                " | ",
                words(personal.category()),
                words(personal.purpose()),
                words(personal.keeping()),
                personal.clause(),
                personal.sealed() ? "yes" : "no");
    }

    /** The inventory for programs: each kind of item as one line of JSON. */
    public List<String> toJson() {
        return records.stream().map(this::lineOf).toList();
    }

    private String lineOf(Class<?> type) {
        Stored stored = type.getAnnotation(Stored.class);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("room", room);
            json.writeStringField("item", type.getSimpleName());
            json.writeStringField("table", stored.table());
            json.writeStringField("key", stored.key());
            json.writeStringField("pathFromSubject", stored.pathFromSubject());
            json.writeArrayFieldStart("fields");
            for (RecordComponent field : type.getRecordComponents()) {
                writeField(json, field);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void writeField(JsonGenerator json, RecordComponent field) throws IOException {
        PersonalData personal = field.getAnnotation(PersonalData.class);
        json.writeStartObject();
        json.writeStringField("name", field.getName());
        json.writeBooleanField("personal", personal != null);
        if (personal != null) {
            json.writeStringField("category", personal.category().name());
            json.writeStringField("purpose", personal.purpose().name());
            json.writeStringField("keeping", personal.keeping().name());
            json.writeStringField("clause", personal.clause());
            json.writeBooleanField("sealed", personal.sealed());
        }
        json.writeEndObject();
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package cn.touzhi.kernel.http;

import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes schemas say what {@link StrictBinding} does, where the compiler step says less, or says it oddly. */
final class SchemaTidying {
    private static final String REF = "$ref";

    private SchemaTidying() {}

    /** Nothing but what is described may be in the body of {@code operation}. */
    static void closeBody(Map<String, Object> operation, Map<String, Object> schemas) {
        Optional.ofNullable(operation.get("requestBody"))
                .map(body -> ApiDescription.map(ApiDescription.asMap(body), "content"))
                .map(content -> ApiDescription.map(content, "application/json"))
                .map(json -> ApiDescription.map(json, "schema").get(REF).toString())
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                .map(schemas::get)
                .map(ApiDescription::asMap)
                .ifPresent(schema -> schema.put("additionalProperties", false));
    }

    /** The schema of the merge patch that {@code operation} takes, if it takes one. */
    static Optional<Map<String, Object>> patchOf(Map<String, Object> operation) {
        return Optional.ofNullable(operation.get("requestBody"))
                .map(body -> ApiDescription.map(ApiDescription.asMap(body), "content"))
                .map(content -> ApiDescription.map(content, MergePatch.MEDIA_TYPE))
                .map(patch -> ApiDescription.map(patch, "schema"));
    }

    /** The compiler step drops what it takes for the usual. */
    static void typePatch(Map<String, Object> operation) {
        patchOf(operation).ifPresent(schema -> schema.putIfAbsent("type", "object"));
    }

    static void tidy(Map<String, Object> schema) {
        schema.keySet().removeAll(List.of("exampleSetFlag", "x-enum-varnames", "x-pattern-message"));
        if (schema.containsKey("enum")) {
            schema.putIfAbsent("type", "string");
        }
        if (schema.containsKey("properties")) {
            schema.putIfAbsent("type", "object");
            ApiDescription.map(schema, "properties").values().forEach(member -> tidy(ApiDescription.asMap(member)));
        }
        // classes of characters, which half of the tools for JSON Schema can't read
        Optional.ofNullable(schema.get("pattern"))
                .filter(pattern -> pattern.toString().contains("\\p{"))
                .ifPresent(pattern -> schema.remove("pattern"));
        // a date stays text
        schema.computeIfPresent(
                "example",
                (name, example) -> example instanceof Date date
                        ? date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString()
                        : example);
        // what may be absent is never null; a reference with a description is that reference
        if (schema.get("allOf") instanceof List<?> parts && parts.size() == 1) {
            schema.keySet().removeAll(List.of("allOf", "type"));
            ApiDescription.asMap(parts.getFirst()).forEach(schema::putIfAbsent);
        }
        if (schema.get("type") instanceof List<?> types) {
            schema.put("type", types.getFirst());
        }
    }
}

package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Resource;
import cn.touzhi.local.template.Stack;
import cn.touzhi.local.template.Table;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the template says of its tables: their keys, and the KMS keys they lie under. */
final class Schemas {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, String> kmsKeys = new LinkedHashMap<>();

    Schemas(Stack stack) {
        for (Table table : stack.tables()) {
            tables.put(table.logicalId(), table);
            Resource resource = stack.resources().get(table.logicalId());
            JsonNode key = resource.properties().at("/SSESpecification/KMSMasterKeyId");
            if (key.isTextual()) {
                kmsKeys.put(table.logicalId(), key.asText());
            }
        }
    }

    /** The table's logical id, whether a request names it or gives its ARN. */
    static String nameOf(String tableNameOrArn) {
        return tableNameOrArn.startsWith("arn:") ? Names.logicalId(tableNameOrArn) : tableNameOrArn;
    }

    Optional<String> kmsKey(String table) {
        return Optional.ofNullable(kmsKeys.get(table));
    }

    /** The key attributes of an item or of a key, in a form that is the same for equal keys. */
    String key(String table, JsonNode attributes) {
        StringBuilder key = new StringBuilder(table);
        Table schema = tables.get(table);
        if (schema != null) {
            schema.keys().forEach(element -> key.append('\n').append(attributes.path(element.name())));
        }
        return key.toString();
    }

    /** The key alone of an item. */
    ObjectNode keyOf(String table, JsonNode item) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        Table schema = tables.get(table);
        if (schema != null) {
            schema.keys().forEach(element -> key.set(element.name(), item.path(element.name())));
        }
        return key;
    }

    /** The hash key's value as text, which {@code dynamodb:LeadingKeys} is compared with; of an index where named. */
    Optional<String> leadingKey(String table, JsonNode attributes) {
        return hashName(table, "").map(attributes::path).flatMap(Schemas::scalar);
    }

    /** The name of the hash key. */
    Optional<String> hashName(String table, String index) {
        Table schema = tables.get(table);
        if (schema == null) {
            return Optional.empty();
        }
        return schema.indexes().stream()
                .filter(one -> one.name().equals(index))
                .findFirst()
                .map(Table.Index::keys)
                .orElse(schema.keys())
                .stream()
                .filter(element -> element.role().equals("HASH"))
                .map(Table.KeyElement::name)
                .findFirst();
    }

    /** The text of {@code {"S": …}}, {@code {"N": …}} or {@code {"B": …}}. */
    static Optional<String> scalar(JsonNode attribute) {
        return attribute.isObject() && attribute.size() == 1
                ? Optional.of(attribute.elements().next().asText())
                : Optional.empty();
    }
}

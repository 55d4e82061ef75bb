package cn.touzhi.local.aws.dynamodb;

import cn.touzhi.local.iam.Access;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request to DynamoDB needs to be granted (Service Authorization Reference, "DynamoDB"). */
final class Accesses {
    private static final Pattern STREAM = Pattern.compile("table/([^/|]+)/stream/");

    private final Schemas schemas;

    Accesses(Schemas schemas) {
        this.schemas = schemas;
    }

    List<Access> of(String operation, JsonNode request) {
        String action = "dynamodb:" + operation;
        return switch (operation) {
            case "GetItem", "UpdateItem", "DeleteItem" -> List.of(ofItem(action, request, request.path("Key")));
            case "PutItem" -> List.of(ofItem(action, request, request.path("Item")));
            case "Query", "Scan" -> List.of(ofQuery(action, request));
            case "BatchGetItem" -> ofBatchGet(action, request.path("RequestItems"));
            case "BatchWriteItem" -> ofBatchWrite(action, request.path("RequestItems"));
            case "TransactWriteItems", "TransactGetItems" ->
                TransactionItem.of(request).stream().map(this::ofTransaction).toList();
            case "DescribeStream", "GetShardIterator", "GetRecords" -> List.of(Access.of(action, stream(request)));
            case "ListStreams" ->
                List.of(Access.of(action, Names.table(request.path("TableName").asText("*")) + "/stream/*"));
            case "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction" ->
                List.of(Access.of("dynamodb:PartiQLSelect", Names.table("*")));
            case "ListTables", "DescribeLimits", "DescribeEndpoints" -> List.of(Access.of(action, "*"));
            default -> List.of(Access.of(action, table(request)));
        };
    }

    private static String table(JsonNode request) {
        return Names.table(Schemas.nameOf(request.path("TableName").asText()));
    }

    /** The stream as the template knows it: its label, the time of its making, is only known to DynamoDB Local. */
    private static String stream(JsonNode request) {
        String text =
                request.path("StreamArn").asText(request.path("ShardIterator").asText());
        Matcher found = STREAM.matcher(text);
        return found.find() ? Names.stream(found.group(1)) : Names.table("*");
    }

    private Access ofItem(String action, JsonNode request, JsonNode item) {
        Map<String, List<String>> context = context(request);
        String table = Schemas.nameOf(request.path("TableName").asText());
        schemas.leadingKey(table, item).ifPresent(key -> context.put("dynamodb:LeadingKeys", List.of(key)));
        return new Access(action, Names.table(table), context);
    }

    private Access ofTransaction(TransactionItem item) {
        Map<String, List<String>> context = context(item.request());
        schemas.leadingKey(item.table(), item.key())
                .ifPresent(key -> context.put("dynamodb:LeadingKeys", List.of(key)));
        return new Access(item.action(), Names.table(item.table()), context);
    }

    private Access ofQuery(String action, JsonNode request) {
        Map<String, List<String>> context = context(request);
        String table = Schemas.nameOf(request.path("TableName").asText());
        String index = request.path("IndexName").asText("");
        queriedKey(table, index, request).ifPresent(key -> context.put("dynamodb:LeadingKeys", List.of(key)));
        return new Access(action, Names.table(table) + (index.isEmpty() ? "" : "/index/" + index), context);
    }

    /** The value that a key condition compares the hash key with: {@code pk = :pk} or {@code #pk = :pk}. */
    private Optional<String> queriedKey(String table, String index, JsonNode request) {
        return schemas.hashName(table, index).flatMap(hash -> {
            Matcher equals = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)")
                    .matcher(request.path("KeyConditionExpression").asText());
            while (equals.find()) {
                String name = request.path("ExpressionAttributeNames")
                        .path(equals.group(1))
                        .asText(equals.group(1));
                if (name.equals(hash)) {
                    return Schemas.scalar(
                            request.path("ExpressionAttributeValues").path(equals.group(2)));
                }
            }
            return Optional.empty();
        });
    }

    private List<Access> ofBatchGet(String action, JsonNode byTable) {
        List<Access> accesses = new ArrayList<>();
        byTable.properties().forEach(entry -> {
            List<JsonNode> keys = new ArrayList<>();
            entry.getValue().path("Keys").forEach(keys::add);
            accesses.add(ofBatch(action, Schemas.nameOf(entry.getKey()), keys));
        });
        return accesses;
    }

    private List<Access> ofBatchWrite(String action, JsonNode byTable) {
        List<Access> accesses = new ArrayList<>();
        byTable.properties().forEach(entry -> {
            List<JsonNode> items = new ArrayList<>();
            entry.getValue().forEach(write -> {
                JsonNode put = write.at("/PutRequest/Item");
                items.add(put.isMissingNode() ? write.at("/DeleteRequest/Key") : put);
            });
            accesses.add(ofBatch(action, Schemas.nameOf(entry.getKey()), items));
        });
        return accesses;
    }

    private Access ofBatch(String action, String table, List<JsonNode> items) {
        List<String> keys = items.stream()
                .flatMap(item -> schemas.leadingKey(table, item).stream())
                .toList();
        return new Access(action, Names.table(table), keys.isEmpty() ? Map.of() : Map.of("dynamodb:LeadingKeys", keys));
    }

    private static Map<String, List<String>> context(JsonNode request) {
        Map<String, List<String>> context = new HashMap<>();
        for (String name : List.of("Select", "ReturnValues", "ReturnConsumedCapacity")) {
            if (request.path(name).isTextual()) {
                context.put("dynamodb:" + name, List.of(request.get(name).asText()));
            }
        }
        return context;
    }
}

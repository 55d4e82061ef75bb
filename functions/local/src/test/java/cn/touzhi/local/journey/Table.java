package cn.touzhi.local.journey;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of registration as whoever deployed it may change it by hand. */
final class Table {
    private final URI aws;
    private final String name;

    Table(URI aws, String name) {
        this.aws = aws;
        this.name = name;
    }

    /** Takes the last address from an account, and has it looked at as if its time had come already. */
    void strand(String account, Instant now) {
        AttributeValue seconds = fromN(Long.toString(now.getEpochSecond()));
        with(dynamo -> dynamo.updateItem(update -> update.tableName(name)
                .key(keyOf(account))
                .updateExpression("SET #state = :stranded, strandedAt = :now")
                .conditionExpression("attribute_exists(pk)")
                .expressionAttributeNames(Map.of("#state", "state"))
                .expressionAttributeValues(Map.of(":stranded", fromS("stranded"), ":now", seconds))));
        with(dynamo -> dynamo.putItem(put -> put.tableName(name)
                .item(Map.of(
                        "pk", fromS("LAPSES#" + LocalDate.ofInstant(now, ZoneOffset.UTC)),
                        "sk", fromS("ACCOUNT#" + account),
                        "dueAt", seconds))));
    }

    String stateOf(String account) {
        return with(dynamo -> dynamo.getItem(get -> get.tableName(name).key(keyOf(account))))
                .item()
                .get("state")
                .s();
    }

    /** Another table of the same cloud. */
    Table beside(String other) {
        return new Table(aws, other);
    }

    /**
     * Puts {@code item}, a value of {@code /_local/stores}, and gives what was there. Bytes are put as the text that they
     * are shown as.
     */
    Map<String, AttributeValue> replace(JsonNode item) {
        Map<String, AttributeValue> before = with(dynamo ->
                        dynamo.getItem(get -> get.tableName(name).key(keyOf(item))))
                .item();
        with(dynamo ->
                dynamo.putItem(put -> put.tableName(name).item(valueOf(item).m())));
        return before;
    }

    /** Makes good what {@link #replace} did. */
    void restore(JsonNode item, Map<String, AttributeValue> before) {
        if (before.isEmpty()) {
            with(dynamo -> dynamo.deleteItem(delete -> delete.tableName(name).key(keyOf(item))));
        } else {
            with(dynamo -> dynamo.putItem(put -> put.tableName(name).item(before)));
        }
    }

    private static Map<String, AttributeValue> keyOf(JsonNode item) {
        return Map.of(
                "pk",
                fromS(item.path("pk").asText()),
                "sk",
                fromS(item.path("sk").asText()));
    }

    private static AttributeValue valueOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT ->
                AttributeValue.fromM(value.properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> valueOf(entry.getValue()))));
            case ARRAY ->
                AttributeValue.fromL(
                        World.list(value).stream().map(Table::valueOf).toList());
            case NUMBER -> fromN(value.asText());
            default -> fromS(value.asText());
        };
    }

    private static Map<String, AttributeValue> keyOf(String account) {
        return Map.of("pk", fromS("ACCOUNT#" + account), "sk", fromS("ACCOUNT"));
    }

    private <T> T with(Function<DynamoDbClient, T> work) {
        try (DynamoDbClient dynamo = DynamoDbClient.builder()
                .endpointOverride(aws)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return work.apply(dynamo);
        }
    }
}

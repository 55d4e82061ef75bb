package cn.touzhi.local.journey;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
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

package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.data.StoredByte;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@DisplayName("DynamoDB")
@ResourceLock(Cloud.LOCK)
class DynamoTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    private static DynamoDbClient function;
    private static DynamoDbClient deployer;

    @BeforeAll
    static void clients() {
        function = cloud.function(DynamoDbClient.builder());
        deployer = cloud.deployer(DynamoDbClient.builder());
    }

    @Test
    @DisplayName("stores and finds what the role may, and the call is recorded with its units")
    void permitted() {
        String pk = unique();

        function.putItem(put -> put.tableName("People").item(person(pk, "x".repeat(1500))));
        var found = function.getItem(get -> get.tableName("People").key(key(pk)).consistentRead(true));

        assertThat(found.item()).containsEntry("pk", text(pk));
        assertThat(found.consumedCapacity()).isNull();
        AwsCall put = cloud.function().calls.get(cloud.function().calls.size() - 2);
        assertThat(put.operation()).isEqualTo("PutItem");
        assertThat(put.service()).isEqualTo("dynamodb");
        assertThat(put.outcome()).isEqualTo("ok");
        assertThat(put.writeUnits()).isEqualTo(2);
        assertThat(cloud.function().last().readUnits()).isEqualTo(1);
    }

    @Test
    @DisplayName("tells the consumed capacity to whoever asks for it")
    void capacity() {
        var put = function.putItem(request -> request.tableName("People")
                .item(person(unique(), "x"))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(put.consumedCapacity().capacityUnits()).isEqualTo(1);
    }

    @Test
    @DisplayName("refuses what the role may not, as AWS does")
    void refused() {
        assertThatThrownBy(() ->
                        function.deleteItem(delete -> delete.tableName("People").key(key("a"))))
                .isInstanceOfSatisfying(DynamoDbException.class, refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(refused.getMessage())
                            .contains("dynamodb:DeleteItem")
                            .contains("table/People");
                });
        assertThat(cloud.function().last().outcome()).isEqualTo("AccessDeniedException");
        assertThat(cloud.aws().permissions().grants().refused())
                .anyMatch(refusal -> refusal.action().equals("dynamodb:DeleteItem"));
    }

    @Test
    @DisplayName("keeps a role to its own leading keys, in queries and batches too")
    void leadingKeys() {
        function.putItem(put -> put.tableName("Keys").item(Map.of("pk", text("OWN#1"))));
        function.query(query -> query.tableName("Keys")
                .keyConditionExpression("#k = :k")
                .expressionAttributeNames(Map.of("#k", "pk"))
                .expressionAttributeValues(Map.of(":k", text("OWN#1"))));

        assertThatThrownBy(() -> function.putItem(put -> put.tableName("Keys").item(Map.of("pk", text("OTHER#1")))))
                .hasMessageContaining("not authorized");
        assertThatThrownBy(() -> function.batchGetItem(batch -> batch.requestItems(Map.of(
                        "Keys",
                        KeysAndAttributes.builder()
                                .keys(Map.of("pk", text("OWN#1")), Map.of("pk", text("OTHER#1")))
                                .build()))))
                .hasMessageContaining("not authorized");
        assertThatThrownBy(() -> function.query(query -> query.tableName("Keys")
                        .keyConditionExpression("pk = :k")
                        .expressionAttributeValues(Map.of(":k", text("OTHER#1")))))
                .hasMessageContaining("not authorized");
    }

    @Test
    @DisplayName("demands of a transaction the permission for each of its actions")
    void transactionPermissions() {
        assertThatThrownBy(() -> function.transactWriteItems(write -> write.transactItems(
                        item -> item.put(put -> put.tableName("People").item(person(unique(), "x"))),
                        item -> item.delete(delete -> delete.tableName("People").key(key("a"))))))
                .hasMessageContaining("dynamodb:DeleteItem");
    }

    @Test
    @DisplayName("demands the key of a table that lies under a customer's key")
    void sealedTable() {
        assertThatThrownBy(() ->
                        function.getItem(get -> get.tableName("SealedTable").key(Map.of("pk", text("a")))))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("kms:Decrypt");
    }

    @Test
    @DisplayName("counts two write units for each kilobyte of each action in a transaction, checks included")
    void transactionUnits() {
        String one = unique();
        String two = unique();
        deployer.putItem(put -> put.tableName("People").item(person(two, "x".repeat(2500))));

        function.transactWriteItems(write -> write.transactItems(
                item -> item.put(put -> put.tableName("People").item(person(one, "x".repeat(1100)))),
                item -> item.conditionCheck(
                        check -> check.tableName("People").key(key(two)).conditionExpression("attribute_exists(pk)"))));

        assertThat(cloud.function().last().writeUnits()).isEqualTo(4 + 6);
    }

    @Test
    @DisplayName("tells what cancelled a transaction, and hands back the item that was there")
    void cancelled() {
        String pk = unique();
        deployer.putItem(put -> put.tableName("People").item(person(pk, "old")));

        assertThatThrownBy(() -> function.transactWriteItems(
                        write -> write.transactItems(item -> item.put(put -> put.tableName("People")
                                .item(person(pk, "new"))
                                .conditionExpression("attribute_not_exists(pk)")
                                .returnValuesOnConditionCheckFailure("ALL_OLD")))))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                    assertThat(cancelled.cancellationReasons().getFirst().code())
                            .isEqualTo("ConditionalCheckFailed");
                    assertThat(cancelled.cancellationReasons().getFirst().item())
                            .containsEntry("value", text("old"));
                });
        assertThat(cloud.function().last().outcome()).isEqualTo("TransactionCanceledException");
    }

    @Test
    @DisplayName("refuses a write whose condition does not hold, and counts it")
    void condition() {
        String pk = unique();
        function.putItem(put -> put.tableName("People").item(person(pk, "x")));

        assertThatThrownBy(() -> function.putItem(put ->
                        put.tableName("People").item(person(pk, "y")).conditionExpression("attribute_not_exists(pk)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(cloud.function().last().writeUnits()).isEqualTo(1);
    }

    @Test
    @DisplayName("answers an unknown operation and an unknown caller with AWS's errors")
    void unknown() {
        DynamoDbClient stranger = cloud.client(DynamoDbClient.builder(), "AKIASTRANGER", RetryMode.STANDARD);

        assertThatThrownBy(stranger::listTables).isInstanceOfSatisfying(DynamoDbException.class, refused -> assertThat(
                        refused.awsErrorDetails().errorCode())
                .isEqualTo("UnrecognizedClientException"));
        assertThatThrownBy(() -> deployer.describeContinuousBackups(about -> about.tableName("People")))
                .isInstanceOfSatisfying(DynamoDbException.class, unknown -> assertThat(unknown.statusCode())
                        .isEqualTo(400));
    }

    @Test
    @DisplayName("streams changes to whom the template grants the stream, under the account's own names")
    void streams() {
        String pk = unique();
        deployer.putItem(put -> put.tableName("People").item(person(pk, "x")));
        DynamoDbStreamsClient streams = cloud.function(DynamoDbStreamsClient.builder());

        String arn = deployer.describeTable(about -> about.tableName("People"))
                .table()
                .latestStreamArn();
        var shard = streams.describeStream(about -> about.streamArn(arn))
                .streamDescription()
                .shards()
                .getFirst();
        String iterator = streams.getShardIterator(get ->
                        get.streamArn(arn).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();

        assertThat(arn).startsWith("arn:aws-cn:dynamodb:cn-north-1:123456789012:table/People/stream/");
        assertThat(streams.getRecords(get -> get.shardIterator(iterator)).records())
                .anyMatch(record -> record.dynamodb().keys().get("pk").s().equals(pk));
    }

    @Test
    @DisplayName("sweeps what should be gone, and nothing else")
    void timeToLive() {
        String gone = unique();
        String stays = unique();
        Instant now = Instant.parse("2099-01-01T00:00:00Z");
        deployer.putItem(put -> put.tableName("People").item(mortal(gone, now)));
        deployer.putItem(put -> put.tableName("People").item(mortal(stays, now.plusSeconds(1))));

        cloud.aws().items().sweep(now);

        assertThat(cloud.aws().items().of("People").toString())
                .doesNotContain(gone)
                .contains(stays);
    }

    @Test
    @DisplayName("shows every item as a stored byte")
    void stored() {
        String pk = unique();
        deployer.putItem(put -> put.tableName("People")
                .item(Map.of(
                        "pk", text(pk),
                        "sk", text("s"),
                        "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
                        "number", AttributeValue.fromN("1.5"),
                        "list", AttributeValue.fromL(List.of(text("a"))))));

        List<StoredByte> stores = cloud.stored();

        assertThat(stores).anySatisfy(stored -> {
            assertThat(stored.store()).isEqualTo("People");
            assertThat(stored.kind()).isEqualTo("item");
            assertThat(stored.key()).isEqualTo(pk + "/s");
            assertThat(stored.value().toString()).contains("\"bytes\":\"AQI=\"", "\"number\":1.5", "\"list\":[\"a\"]");
        });
    }

    private static Map<String, AttributeValue> mortal(String pk, Instant expiresAt) {
        return Map.of(
                "pk", text(pk),
                "sk", text("s"),
                "expiresAt", AttributeValue.fromN(Long.toString(expiresAt.getEpochSecond())));
    }

    private static Map<String, AttributeValue> person(String pk, String value) {
        return Map.of("pk", text(pk), "sk", text("s"), "value", text(value));
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", text(pk), "sk", text("s"));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}

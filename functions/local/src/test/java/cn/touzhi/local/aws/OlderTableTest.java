package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** What stands for point-in-time recovery on one machine, as {@code infra/restore.md} uses it. */
@ResourceLock(Cloud.LOCK)
@DisplayName("Beside the template's tables")
class OlderTableTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    @Test
    @DisplayName("the deployer makes another, fills it with what a table holds, and deletes it")
    void copied() {
        try (DynamoDbClient deployer = cloud.deployer(DynamoDbClient.builder())) {
            Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("older"));
            deployer.putItem(put -> put.tableName("Keys").item(key));
            var shape = deployer.describeTable(describe -> describe.tableName("Keys"))
                    .table();
            var ofKeys = shape.attributeDefinitions().stream()
                    .filter(attribute -> shape.keySchema().stream()
                            .anyMatch(one -> one.attributeName().equals(attribute.attributeName())))
                    .toList();

            deployer.createTable(create -> create.tableName("touzhi-restored")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(shape.keySchema())
                    .attributeDefinitions(ofKeys));
            deployer.scanPaginator(scan -> scan.tableName("Keys"))
                    .items()
                    .forEach(item -> deployer.putItem(
                            put -> put.tableName("touzhi-restored").item(item)));

            assertThat(deployer.getItem(get -> get.tableName("touzhi-restored").key(key))
                            .item())
                    .isEqualTo(key);
            deployer.deleteTable(delete -> delete.tableName("touzhi-restored"));
            assertThat(deployer.listTables().tableNames()).doesNotContain("touzhi-restored");
        }
    }
}

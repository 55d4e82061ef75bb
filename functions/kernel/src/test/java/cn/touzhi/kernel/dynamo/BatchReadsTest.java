package cn.touzhi.kernel.dynamo;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@DisplayName("Reading several items at once")
class BatchReadsTest {
    private static final String TABLE = "Things";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(TABLE);

    @Test
    @DisplayName("gives what is there in the order of the keys, in one request")
    void inOrder() {
        dynamo.client().putItem(put -> put.tableName(TABLE).item(item("b")));

        var requests =
                dynamo.requestsOf(() -> assertThat(BatchReads.read(dynamo.client(), TABLE, List.of(key("a"), key("b"))))
                        .containsExactly(Optional.empty(), Optional.of(item("b"))));

        assertThat(requests).hasSize(1);
    }

    @Test
    @DisplayName("asks again for what was left unread, waiting longer each time, and gives up after a few tries")
    void unprocessed() {
        List<Long> waits = new ArrayList<>();
        Backoff backoff = new Backoff(new SecureRandom(), waits::add);

        assertThat(BatchReads.read(new Reluctant(2, new AtomicInteger()), TABLE, List.of(key("a")), backoff))
                .containsExactly(Optional.of(item("a")));

        assertThat(waits).hasSize(2);
        assertThat(waits.get(0)).isBetween(1L, Backoff.FIRST_WAIT.toMillis());
        assertThat(waits.get(1)).isBetween(1L, 2 * Backoff.FIRST_WAIT.toMillis());
        assertThatThrownBy(
                        () -> BatchReads.read(new Reluctant(9, new AtomicInteger()), TABLE, List.of(key("a")), backoff))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("pk", text(pk), "sk", text("1"));
    }

    private static Map<String, AttributeValue> item(String pk) {
        return Map.of("pk", text(pk), "sk", text("1"), "x", text("y"));
    }

    /** Leaves everything unread for a number of times. */
    private record Reluctant(int times, AtomicInteger asked) implements DynamoDbClient {
        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            BatchGetItemResponse.Builder answer = BatchGetItemResponse.builder();
            return asked.incrementAndGet() <= times
                    ? answer.unprocessedKeys(Map.of(
                                    TABLE,
                                    KeysAndAttributes.builder()
                                            .keys(request.requestItems()
                                                    .get(TABLE)
                                                    .keys())
                                            .build()))
                            .responses(Map.of())
                            .build()
                    : answer.unprocessedKeys(Map.of())
                            .responses(Map.of(TABLE, List.of(item("a"))))
                            .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}

package cn.touzhi.kernel.dynamo;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Several items of one table in one request, each as of its last write. */
public final class BatchReads {
    private static final int TRIES = 3;

    private BatchReads() {}

    /**
     * Reads the items under {@code keys}.
     *
     * @param keys a few, all different
     * @return as many as there are keys, in their order
     * @throws ProvisionedThroughputExceededException if DynamoDB leaves some unread each time it is asked
     */
    public static List<Optional<Map<String, AttributeValue>>> read(
            DynamoDbClient dynamo, String table, List<Map<String, AttributeValue>> keys) {
        return read(dynamo, table, keys, new Backoff(new SecureRandom()));
    }

    static List<Optional<Map<String, AttributeValue>>> read(
            DynamoDbClient dynamo, String table, List<Map<String, AttributeValue>> keys, Backoff backoff) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found = new HashMap<>();
        List<Map<String, AttributeValue>> open = keys;
        for (int tried = 0; tried < TRIES && !open.isEmpty(); tried++) {
            if (tried > 0) {
                backoff.await(tried);
            }
            Map<String, KeysAndAttributes> asked = Map.of(
                    table,
                    KeysAndAttributes.builder().keys(open).consistentRead(true).build());
            var answer = dynamo.batchGetItem(get -> get.requestItems(asked));
            answer.responses().getOrDefault(table, List.of()).forEach(item -> found.put(keyOf(item), item));
            open = Optional.ofNullable(answer.unprocessedKeys().get(table))
                    .map(KeysAndAttributes::keys)
                    .orElse(List.of());
        }
        if (!open.isEmpty()) {
            throw ProvisionedThroughputExceededException.builder()
                    .message("a batch was left unread")
                    .build();
        }
        return keys.stream().map(key -> Optional.ofNullable(found.get(key))).toList();
    }

    private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
    }
}

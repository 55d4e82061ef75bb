package cn.touzhi.kernel;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What requests cost in write units for items up to 1 KB: one for a single write, two for each action of a transaction,
 * condition checks included (DynamoDB developer guide, "Read and write operations"). Computed, since DynamoDB Local
 * under-reports transactions.
 */
public final class WriteUnits {
    private static final Map<Class<? extends SdkRequest>, Integer> SINGLE =
            Map.of(PutItemRequest.class, 1, UpdateItemRequest.class, 1, DeleteItemRequest.class, 1);

    private WriteUnits() {}

    /** The units of all {@code requests} together. */
    public static int of(List<SdkRequest> requests) {
        return requests.stream().mapToInt(WriteUnits::of).sum();
    }

    private static int of(SdkRequest request) {
        return request instanceof TransactWriteItemsRequest transaction
                ? 2 * transaction.transactItems().size()
                : SINGLE.getOrDefault(request.getClass(), 0);
    }
}

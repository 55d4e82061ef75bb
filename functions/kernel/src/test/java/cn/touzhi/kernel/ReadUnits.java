package cn.touzhi.kernel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Has the engine tell the read units that each read takes, and sums them up. */
final class ReadUnits implements ExecutionInterceptor {
    private final DoubleAdder sum = new DoubleAdder();

    /** Of all reads so far. */
    double sum() {
        return sum.sum();
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case QueryRequest query ->
                query.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case GetItemRequest get ->
                get.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case BatchGetItemRequest batch ->
                batch.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case SdkRequest other -> other;
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        consumedBy(context.response())
                .forEach(consumed ->
                        sum.add(Optional.ofNullable(consumed.capacityUnits()).orElse(0.0)));
        if (context.request() instanceof BatchGetItemRequest asked
                && context.response() instanceof BatchGetItemResponse answered) {
            asked.requestItems().forEach((table, keys) -> sum.add(unitsOfMissing(table, keys, answered)));
        }
    }

    /** DynamoDB counts what isn't there as if it were small (developer guide, "Read consumption"); the engine doesn't. */
    private static double unitsOfMissing(String table, KeysAndAttributes keys, BatchGetItemResponse answered) {
        int missing = keys.keys().size()
                - answered.responses().getOrDefault(table, List.of()).size();
        return Boolean.TRUE.equals(keys.consistentRead()) ? missing : missing / 2.0;
    }

    private static List<ConsumedCapacity> consumedBy(SdkResponse response) {
        return switch (response) {
            case QueryResponse query ->
                Optional.ofNullable(query.consumedCapacity()).stream().toList();
            case GetItemResponse get ->
                Optional.ofNullable(get.consumedCapacity()).stream().toList();
            case BatchGetItemResponse batch -> batch.consumedCapacity();
            case SdkResponse other -> List.of();
        };
    }
}

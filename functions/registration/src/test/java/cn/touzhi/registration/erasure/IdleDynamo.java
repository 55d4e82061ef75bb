package cn.touzhi.registration.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A DynamoDB that says yes to all, and leaves the items alone whose sort keys begin with something or are just that. */
final class IdleDynamo {
    private final DynamoDbClient sound;
    private final String sortKey;

    IdleDynamo(DynamoDbClient sound, String sortKey) {
        this.sound = sound;
        this.sortKey = sortKey;
    }

    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> call(method, arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return switch (method.getName()) {
                case "transactWriteItems" -> {
                    var asked = TransactWriteItemsRequest.builder()
                            .applyMutation((Consumer<TransactWriteItemsRequest.Builder>) arguments[0])
                            .build();
                    List<TransactWriteItem> done = asked.transactItems().stream()
                            .filter(action -> !isIdle(keyOf(action)))
                            .toList();
                    yield sound.transactWriteItems(
                            asked.toBuilder().transactItems(done).build());
                }
                case "updateItem" -> {
                    var asked = UpdateItemRequest.builder()
                            .applyMutation((Consumer<UpdateItemRequest.Builder>) arguments[0])
                            .build();
                    yield isIdle(asked.key()) ? UpdateItemResponse.builder().build() : sound.updateItem(asked);
                }
                default -> method.invoke(sound, arguments);
            };
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Map<String, AttributeValue> keyOf(TransactWriteItem action) {
        if (action.put() != null) {
            return action.put().item();
        }
        assertThat(action.delete() != null || action.update() != null).isTrue();
        return action.delete() != null ? action.delete().key() : action.update().key();
    }

    private boolean isIdle(Map<String, AttributeValue> key) {
        String found = key.get("sk").s();
        return sortKey.endsWith("#") ? found.startsWith(sortKey) : found.equals(sortKey);
    }
}

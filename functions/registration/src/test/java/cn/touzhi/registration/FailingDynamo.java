package cn.touzhi.registration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A DynamoDB that is down for one kind of call. */
final class FailingDynamo {
    private FailingDynamo() {}

    static DynamoDbClient at(DynamoDbClient sound, String call) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        throw DynamoDbException.builder()
                                .message("13800138000")
                                .statusCode(500)
                                .build();
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

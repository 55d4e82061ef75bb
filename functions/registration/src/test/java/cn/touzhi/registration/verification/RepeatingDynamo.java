package cn.touzhi.registration.verification;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB whose answer to each update is lost, so that the SDK asks it once more for the very same. */
final class RepeatingDynamo {
    private RepeatingDynamo() {}

    static DynamoDbClient of(DynamoDbClient sound) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("updateItem")) {
                            method.invoke(sound, arguments);
                        }
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

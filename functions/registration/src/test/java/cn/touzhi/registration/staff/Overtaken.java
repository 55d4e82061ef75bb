package cn.touzhi.registration.staff;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB where somebody else is faster: between what is read and what is written. */
final class Overtaken {
    private Overtaken() {}

    /** @param when whether {@code faster} happens before the transaction that is about to be sent */
    static DynamoDbClient before(DynamoDbClient sound, BooleanSupplier when, Runnable faster) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("transactWriteItems") && when.getAsBoolean()) {
                        faster.run();
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

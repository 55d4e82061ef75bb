package cn.touzhi.registration.verification;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A DynamoDB that answers, but for the items in which something is limited. */
final class LimiterlessDynamo {
    private final DynamoDbClient sound;
    private Pattern down = Pattern.compile("nothing");

    LimiterlessDynamo(DynamoDbClient sound) {
        this.sound = sound;
    }

    /** @param kinds of items that don't answer from now on: how their partition keys begin, as a pattern */
    void down(String kinds) {
        down = Pattern.compile("pk=AttributeValue\\(S=(" + kinds + ")#");
    }

    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.isDefault() && arguments[0] instanceof Consumer<?>) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (arguments != null
                            && down.matcher(arguments[0].toString()).find()) {
                        throw DynamoDbException.builder()
                                .message("down")
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

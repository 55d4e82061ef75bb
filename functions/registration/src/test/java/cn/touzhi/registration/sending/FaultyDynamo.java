package cn.touzhi.registration.sending;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A DynamoDB that works but for one call. */
final class FaultyDynamo {
    private final DynamoDbClient real;
    private int calls;
    private int faultyCall = Integer.MAX_VALUE;
    private Fault fault = Fault.REFUSED;

    FaultyDynamo(DynamoDbClient real) {
        this.real = real;
    }

    /** What can go wrong with a call. */
    enum Fault {
        /** It fails before it has an effect. */
        REFUSED,
        /** It has its effect, and the answer is lost. */
        ANSWER_LOST,
        /** It has its effect, the answer is lost, and the client tries again by itself. */
        REPEATED,
        /** It has its effect, and the process ends. */
        CRASH
    }

    /** The process is gone. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Makes the {@code call}th call from now on, counted from 1, go wrong. */
    void fail(int call, Fault how) {
        calls = 0;
        faultyCall = call;
        fault = how;
    }

    /** How many calls were made since {@link #fail}. */
    int calls() {
        return calls;
    }

    DynamoDbClient client() {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    boolean request =
                            arguments != null && arguments.length == 1 && arguments[0] instanceof DynamoDbRequest;
                    if (method.isDefault() && !request) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (nextCall() != faultyCall) {
                        return call(method, arguments);
                    }
                    return switch (fault) {
                        case REFUSED ->
                            throw DynamoDbException.builder()
                                    .statusCode(503)
                                    .message("refused")
                                    .build();
                        case ANSWER_LOST -> {
                            call(method, arguments);
                            throw SdkClientException.create("cut");
                        }
                        case REPEATED -> {
                            call(method, arguments);
                            yield call(method, arguments);
                        }
                        case CRASH -> {
                            call(method, arguments);
                            throw new Crash();
                        }
                    };
                });
    }

    /** Calls are made side by side too. */
    private synchronized int nextCall() {
        return ++calls;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}

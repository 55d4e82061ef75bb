package cn.touzhi.registration.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A DynamoDB that fails where it is told to, since the local engine never does by itself. */
public final class FaultyDynamo {
    private static final Set<String> CALLS = Set.of(
            "transactWriteItems",
            "batchGetItem",
            "getItem",
            "query",
            "queryPaginator",
            "putItem",
            "updateItem",
            "deleteItem");

    private final Deque<Fault> transactionFaults = new ArrayDeque<>();
    private final AtomicInteger callsUntilFault = new AtomicInteger();
    private final DynamoDbClient faulty;
    private volatile Fault later = Fault.NONE;

    public FaultyDynamo(DynamoDbClient sound) {
        this.faulty = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> call(sound, method, arguments));
    }

    private Object call(DynamoDbClient sound, Method method, Object[] arguments) throws Throwable {
        Fault fault = faultOf(method);
        if (fault == Fault.CONFLICT) {
            throw conflictOf(actionsIn(arguments[0]));
        }
        if (fault == Fault.REFUSED) {
            throw SdkClientException.create("the request is lost");
        }
        try {
            Object answer = method.invoke(sound, arguments);
            if (fault == Fault.LOST_ANSWER) {
                throw SdkClientException.create("the answer is lost");
            }
            return answer;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** What fails is the transactions of this client. */
    public DynamoDbClient client() {
        return faulty;
    }

    /** The next transaction is done, and its answer lost. */
    public void loseAnswer() {
        transactionFaults.add(Fault.LOST_ANSWER);
    }

    /** The next {@code times} transactions are in conflict with others. */
    public void conflict(int times) {
        Stream.generate(() -> Fault.CONFLICT).limit(times).forEach(transactionFaults::add);
    }

    /** The call after {@code passing} more, of whatever kind, is not done, or is done and its answer lost. */
    public void failAfter(int passing, boolean done) {
        later = done ? Fault.LOST_ANSWER : Fault.REFUSED;
        callsUntilFault.set(passing + 1);
    }

    /** Nothing fails from now on; tells whether the fault that {@link #failAfter} announced has happened. */
    public boolean heal() {
        return callsUntilFault.getAndSet(0) <= 0;
    }

    private Fault faultOf(Method method) {
        if (CALLS.contains(method.getName()) && callsUntilFault.getAndDecrement() == 1) {
            return later;
        }
        return method.getName().equals("transactWriteItems") ? next() : Fault.NONE;
    }

    private synchronized Fault next() {
        return transactionFaults.isEmpty() ? Fault.NONE : transactionFaults.removeFirst();
    }

    @SuppressWarnings("unchecked")
    private static int actionsIn(Object argument) {
        return TransactWriteItemsRequest.builder()
                .applyMutation((Consumer<TransactWriteItemsRequest.Builder>) argument)
                .build()
                .transactItems()
                .size();
    }

    private static TransactionCanceledException conflictOf(int actions) {
        List<CancellationReason> reasons = new ArrayList<>(Collections.nCopies(
                actions, CancellationReason.builder().code("None").build()));
        reasons.set(
                actions - 1,
                CancellationReason.builder().code("TransactionConflict").build());
        return TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .build();
    }

    private enum Fault {
        NONE,
        REFUSED,
        LOST_ANSWER,
        CONFLICT
    }
}

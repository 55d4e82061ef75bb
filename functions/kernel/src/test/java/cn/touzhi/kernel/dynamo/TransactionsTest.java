package cn.touzhi.kernel.dynamo;

import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.LocalDynamo;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

@DisplayName("A transaction")
class TransactionsTest {
    private static final String TABLE = "Things";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(TABLE);

    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void empty() {
        dynamo.clear(TABLE);
    }

    @Test
    @DisplayName("does all its actions")
    void done() {
        assertThat(write(dynamo.client())).isEqualTo(new Transactions.Done<Step>());

        assertThat(dynamo.items(TABLE)).hasSize(2);
    }

    @Test
    @DisplayName("names the action that was refused, with what it found, and does none")
    void refused() {
        Map<String, AttributeValue> there = Map.of("pk", text("SECOND"), "sk", text("1"), "who", text("another"));
        dynamo.client().putItem(put -> put.tableName(TABLE).item(there));

        assertThat(write(dynamo.client())).isEqualTo(new Transactions.Refused<>(Map.of(Step.SECOND, there)));

        assertThat(dynamo.items(TABLE)).containsExactly(there);
    }

    @Test
    @DisplayName("without names tells whether all was done, or none since a condition doesn't hold")
    void unnamed() {
        Transactions transactions = new Transactions(dynamo.client(), random);
        List<TransactWriteItem> actions = List.copyOf(actions().values());

        assertThat(transactions.writeAll(actions)).isTrue();
        assertThat(transactions.writeAll(actions)).isFalse();
        assertThat(dynamo.items(TABLE)).hasSize(2);
    }

    @Test
    @DisplayName("is tried again while it is in conflict, waiting longer each time, and then given up")
    void conflicts() {
        List<Long> waits = new ArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        DynamoDbClient busy = new Stub(request -> {
            tries.incrementAndGet();
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reason("None"), reason("TransactionConflict"))
                    .build();
        });

        assertThatThrownBy(() -> new Transactions(busy, random, new Backoff(random, waits::add)).write(actions()))
                .isInstanceOf(TransactionCanceledException.class);

        assertThat(tries).hasValue(Transactions.TRIES);
        assertThat(waits).hasSize(Transactions.TRIES - 1).allSatisfy(wait -> assertThat(wait)
                .isBetween(1L, Backoff.FIRST_WAIT.toMillis() << Transactions.TRIES));
    }

    @Test
    @DisplayName("is not tried again where a conflict comes with a refusal, or it isn't valid")
    void noConflict() {
        DynamoDbClient refusing = new Stub(request -> {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reason("ConditionalCheckFailed"), reason("TransactionConflict"))
                    .build();
        });
        DynamoDbClient invalid = new Stub(request -> {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(reason("None"), reason("ValidationError"))
                    .build();
        });

        assertThat(write(refusing)).isEqualTo(new Transactions.Refused<>(Map.of(Step.FIRST, Map.of())));
        assertThatThrownBy(() -> write(invalid)).isInstanceOf(TransactionCanceledException.class);
    }

    @Test
    @DisplayName("waits for its own first try under the same token, and takes a new token after a conflict")
    void tokens() {
        List<String> tokens = new ArrayList<>();
        DynamoDbClient slow = new Stub(request -> {
            tokens.add(request.clientRequestToken());
            switch (tokens.size()) {
                case 1 -> throw TransactionInProgressException.builder().build();
                case 2 ->
                    throw TransactionCanceledException.builder()
                            .cancellationReasons(reason("TransactionConflict"), reason("None"))
                            .build();
                default -> {
                    return TransactWriteItemsResponse.builder().build();
                }
            }
        });

        assertThat(write(slow)).isEqualTo(new Transactions.Done<Step>());
        assertThat(tokens).hasSize(3);
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0));
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(1));
    }

    @Test
    @DisplayName("whose answer is lost is done once, and known to be done when the SDK asks again")
    void lostAnswer() {
        AtomicInteger sent = new AtomicInteger();
        try (DynamoDbClient lossy = losingTheFirstAnswer(sent)) {
            assertThat(write(lossy)).isEqualTo(new Transactions.Done<Step>());
        }

        assertThat(sent).hasValue(2);
        assertThat(dynamo.items(TABLE)).hasSize(2);
    }

    private Transactions.Outcome<Step> write(DynamoDbClient client) {
        return new Transactions(client, random, new Backoff(random, wait -> {})).write(actions());
    }

    private static EnumMap<Step, TransactWriteItem> actions() {
        return new EnumMap<>(Map.of(Step.SECOND, put("SECOND"), Step.FIRST, put("FIRST")));
    }

    private static TransactWriteItem put(String pk) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(TABLE)
                        .item(Map.of("pk", text(pk), "sk", text("1")))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    private static DynamoDbClient losingTheFirstAnswer(AtomicInteger sent) {
        return dynamo.clientOver(new LossyHttp(UrlConnectionHttpClient.create(), sent));
    }

    private enum Step {
        FIRST,
        SECOND
    }

    /** A client that answers as it is told. */
    private record Stub(Answer answer) implements DynamoDbClient {
        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            return answer.to(request);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}

        interface Answer {
            TransactWriteItemsResponse to(TransactWriteItemsRequest request);
        }
    }

    /** A network on which the first request arrives and its answer doesn't. */
    private record LossyHttp(SdkHttpClient real, AtomicInteger sent) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            ExecutableHttpRequest prepared = real.prepareRequest(request);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    HttpExecuteResponse answer = prepared.call();
                    if (sent.incrementAndGet() == 1) {
                        throw new IOException("connection reset");
                    }
                    return answer;
                }

                @Override
                public void abort() {
                    prepared.abort();
                }
            };
        }

        @Override
        public void close() {
            real.close();
        }
    }
}

package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.fault.FaultsJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;

@DisplayName("A fault")
@ResourceLock(Cloud.LOCK)
class FaultsTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    private static DynamoDbClient function;

    @BeforeAll
    static void clients() {
        function = cloud.function(DynamoDbClient.builder());
    }

    @Test
    @DisplayName("refuses calls before they take effect")
    void refuse() throws IOException {
        String pk = unique();
        set("[{'operation':'PutItem','effect':'refuse'}]");

        assertThatThrownBy(() -> put(pk)).isInstanceOf(InternalServerErrorException.class);
        assertThat(cloud.function().last().outcome()).isEqualTo("InternalServerError");
        assertThat(exists(pk)).isFalse();
    }

    @Test
    @DisplayName("throttles calls in the service's own way")
    void throttle() throws IOException {
        set("[{'effect':'throttle'}]");

        assertThatThrownBy(() -> put(unique())).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThatThrownBy(() -> cloud.function(SnsClient.builder())
                        .publish(sms -> sms.phoneNumber("+8613800138000").message("x")))
                .isInstanceOfSatisfying(SnsException.class, throttled -> {
                    assertThat(throttled.isThrottlingException()).isTrue();
                });
    }

    @Test
    @DisplayName("skips calls first, hits so many, and lets the rest through")
    void counted() throws IOException {
        set(
                "[{'service':'dynamodb','function':'Function','operation':'PutItem','skip':1,'times':1,'effect':'refuse'}]");

        put(unique());
        assertThatThrownBy(() -> put(unique())).isInstanceOf(DynamoDbException.class);
        put(unique());
    }

    @Test
    @DisplayName("of another service, operation or function does not matter")
    void others() throws IOException {
        set(
                "[{'service':'sqs','effect':'refuse'},{'operation':'GetItem','effect':'refuse'},{'function':'Other','effect':'refuse'}]");

        put(unique());
    }

    @Test
    @DisplayName("reports a conflict, of a single write and of a transaction")
    void conflict() throws IOException {
        set("[{'effect':'conflict'}]");

        assertThatThrownBy(() -> put(unique())).isInstanceOf(TransactionConflictException.class);
        assertThatThrownBy(() -> function.transactWriteItems(write -> write.transactItems(
                        item -> item.put(put -> put.tableName("People").item(person(unique()))))))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> assertThat(
                                cancelled.cancellationReasons().getFirst().code())
                        .isEqualTo("TransactionConflict"));
    }

    @Test
    @DisplayName("loses the answer after the effect")
    void loseAnswer() throws IOException {
        String pk = unique();
        set("[{'operation':'PutItem','times':1,'effect':'lose-answer'}]");

        assertThatThrownBy(() -> put(pk)).isInstanceOf(SdkClientException.class);
        assertThat(exists(pk)).isTrue();
        assertThat(cloud.function().calls).anyMatch(call -> call.outcome().equals("lose-answer"));
    }

    @Test
    @DisplayName("kills the caller after the effect")
    void crash() throws IOException {
        String pk = unique();
        int before = cloud.function().deaths.get();
        set("[{'operation':'PutItem','effect':'crash'}]");

        assertThatThrownBy(() -> put(pk)).isInstanceOf(SdkClientException.class);
        assertThat(exists(pk)).isTrue();
        assertThat(cloud.function().deaths).hasValue(before + 1);
    }

    @Test
    @DisplayName("never answers, and nothing is done")
    void timeout() throws IOException {
        String pk = unique();
        set("[{'operation':'PutItem','effect':'timeout'}]");
        DynamoDbClient impatient = cloud.function(DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMillis(300))));

        assertThatThrownBy(() ->
                        impatient.putItem(request -> request.tableName("People").item(person(pk))))
                .isInstanceOf(SdkClientException.class);
        assertThat(cloud.function().last().outcome()).isEqualTo("timeout");
        assertThat(exists(pk)).isFalse();
    }

    @Test
    @DisplayName("lets go whoever waits for it when it is taken back: the connection is cut")
    void takenBack() throws Exception {
        String pk = unique();
        int before = cloud.function().calls.size();
        set("[{'operation':'PutItem','effect':'timeout'}]");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> put(pk));
        await(() -> cloud.function().calls.size() > before);

        cloud.aws().faults().clear();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SdkClientException.class);
        assertThat(exists(pk)).isFalse();
    }

    @Test
    @DisplayName("without effect only delays")
    void delay() throws IOException {
        set("[{'operation':'PutItem','delayMillis':200}]");

        put(unique());

        assertThat(cloud.function().last().millis()).isGreaterThanOrEqualTo(200);
    }

    @Test
    @DisplayName("does not meet the deployer")
    void deployer() throws IOException {
        set("[{'effect':'refuse'}]");

        cloud.deployer(DynamoDbClient.builder())
                .putItem(put -> put.tableName("People").item(person(unique())));
    }

    @Test
    @DisplayName("is survived by the SDK's own retries")
    void retried() throws IOException {
        DynamoDbClient patient = cloud.client(DynamoDbClient.builder(), Cloud.FUNCTION_KEY, RetryMode.STANDARD);
        set("[{'operation':'PutItem','times':2,'effect':'refuse'}]");

        patient.putItem(put -> put.tableName("People").item(person(unique())));
    }

    @Test
    @DisplayName("is not needed where two transactions really meet: one of them is cancelled")
    void realConflict() throws Exception {
        String pk = unique();
        DynamoDbClient both = cloud.deployer(DynamoDbClient.builder());

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<String>> outcomes = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> outcome(both, pk), threads))
                    .toList();

            assertThat(outcomes.stream().map(CompletableFuture::join))
                    .contains("ok", "TransactionConflict")
                    .doesNotContain("None");
        }
    }

    private static String outcome(DynamoDbClient client, String pk) {
        try {
            client.transactWriteItems(
                    write -> write.transactItems(item -> item.update(update -> update.tableName("People")
                            .key(Map.of("pk", text(pk), "sk", text("s")))
                            .updateExpression("ADD n :one")
                            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))));
            return "ok";
        } catch (TransactionCanceledException cancelled) {
            return cancelled.cancellationReasons().getFirst().code();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static void set(String faults) throws IOException {
        cloud.aws().faults().set(FaultsJson.read(new ObjectMapper().readTree(faults.replace('\'', '"'))));
    }

    private static void put(String pk) {
        function.putItem(put -> put.tableName("People").item(person(pk)));
    }

    private static boolean exists(String pk) {
        return cloud.deployer(DynamoDbClient.builder())
                .getItem(get -> get.tableName("People")
                        .key(Map.of("pk", text(pk), "sk", text("s")))
                        .consistentRead(true))
                .hasItem();
    }

    private static Map<String, AttributeValue> person(String pk) {
        return Map.of("pk", text(pk), "sk", text("s"));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}

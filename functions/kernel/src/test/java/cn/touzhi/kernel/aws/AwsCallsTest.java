package cn.touzhi.kernel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.kernel.Invocation;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

@DisplayName("A call to AWS")
@Execution(ExecutionMode.CONCURRENT) // they mostly wait
class AwsCallsTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AwsCalls calls = new AwsCalls();
    private volatile int status = 200;
    private volatile Duration delay = Duration.ZERO;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            awaitDelay();
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    @DisplayName("is tried three times while AWS is out of order")
    void retries() {
        status = 500;

        assertThatThrownBy(() -> read(calls.retrying(builder()))).isInstanceOf(DynamoDbException.class);

        assertThat(requests).hasValue(3);
    }

    @Test
    @DisplayName("that must not happen twice is tried once")
    void once() {
        status = 500;

        assertThatThrownBy(() -> read(calls.once(builder()))).isInstanceOf(DynamoDbException.class);

        assertThat(requests).hasValue(1);
    }

    @Test
    @DisplayName("that isn't answered ends with its time for one try")
    void oneTry() {
        delay = Duration.ofMinutes(1);

        Duration took = failing(calls.once(builder()), ApiCallAttemptTimeoutException.class);

        assertThat(took).isBetween(AwsCalls.TRY, AwsCalls.TRY.plusSeconds(2));
        assertThat(requests).hasValue(1);
    }

    @Test
    @DisplayName("that isn't answered ends with its time for all tries")
    void allTries() {
        delay = Duration.ofMinutes(1);

        Duration took = failing(calls.retrying(builder()), ApiCallTimeoutException.class);

        assertThat(took).isBetween(AwsCalls.CALL, AwsCalls.CALL.plusSeconds(2));
        assertThat(requests).hasValue(3);
    }

    @Test
    @DisplayName("in a row with others ends before the invocation does, and after that none begins")
    void withinInvocation() {
        DynamoDbClient client = calls.retrying(builder());
        // what the SDK does once only is no matter here
        read(client);
        requests.set(0);
        delay = Duration.ofSeconds(2);
        long start = System.nanoTime();
        calls.within(Invocation.endingIn(Duration.ofSeconds(6)));

        read(client);
        read(client);
        assertThatThrownBy(() -> read(client)).isInstanceOf(ApiCallTimeoutException.class);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThatThrownBy(() -> read(client)).isInstanceOf(ApiCallTimeoutException.class);

        assertThat(took).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(requests).hasValue(3);
    }

    @Test
    @DisplayName("has its whole time again in the next invocation")
    void nextInvocation() {
        DynamoDbClient client = calls.retrying(builder());
        calls.within(Invocation.withMillisLeft(500));
        assertThatThrownBy(() -> read(client)).isInstanceOf(ApiCallTimeoutException.class);

        calls.within(Invocation.unhurried());
        read(client);

        assertThat(requests).hasValue(1);
    }

    private Duration failing(DynamoDbClient client, Class<? extends SdkException> expected) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> read(client)).isInstanceOf(expected);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void read(DynamoDbClient client) {
        client.getItem(get -> get.tableName("Things"));
    }

    private DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    private void awaitDelay() {
        try {
            over.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

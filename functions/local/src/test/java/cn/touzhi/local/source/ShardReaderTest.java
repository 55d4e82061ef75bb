package cn.touzhi.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.lambda.Credentials;
import cn.touzhi.local.lambda.FunctionLogs;
import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.template.EventSource.FromStream;
import cn.touzhi.local.time.ShiftedClock;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reader of a shard")
class ShardReaderTest {
    private static final FromStream SOURCE = new FromStream(
            "Stream", "Table", 10, Duration.ZERO, true, false, 0, Optional.empty(), Optional.empty(), "TRIM_HORIZON");

    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private final BlockingQueue<String> handedOn = new LinkedBlockingQueue<>();
    private HttpServer aws;
    private ShiftedClock clock;
    private FunctionLogs logs;

    @BeforeEach
    void start() throws Exception {
        clock = ShiftedClock.in(folder);
        logs = new FunctionLogs(clock);
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            try (exchange) {
                String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
                byte[] answer = answerTo(target).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        aws.start();
    }

    @AfterEach
    void stop() {
        aws.stop(0);
    }

    @Test
    @DisplayName("outlives what it can't read, says so in the function's log, and goes on")
    void outlives() throws Exception {
        URI endpoint = URI.create("http://127.0.0.1:" + aws.getAddress().getPort());
        try (HttpClient http = HttpClient.newHttpClient()) {
            ShardReader reader = reader(new RoleCalls(http, endpoint, Credentials.random()));

            reader.start();

            assertThat(handedOn.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
            assertThat(logs.of(Optional.of("Function"))).singleElement().satisfies(line -> assertThat(line.text())
                    .startsWith("The stream of Table can't be read: "));
            reader.close();
            reader.join();
        }
    }

    private ShardReader reader(RoleCalls calls) {
        return new ShardReader(
                "shard",
                SOURCE,
                new StreamCalls("Table", calls, clock),
                Checkpoints.in(folder.resolve("positions.json")),
                backoff -> new StreamBatches(
                        SOURCE,
                        batch -> {
                            batch.forEach(record -> handedOn.add(record.sequenceNumber()));
                            return new Outcome.Returned("{}".getBytes(StandardCharsets.UTF_8));
                        },
                        givenUp -> {},
                        done -> {},
                        backoff,
                        clock),
                new Complaints("Function", logs, clock),
                clock);
    }

    /** The first page of records is nonsense that no parser refuses. */
    private String answerTo(String target) {
        String record = "{\"dynamodb\":{\"SequenceNumber\":\"1\",\"ApproximateCreationDateTime\":%d}}"
                .formatted(Instant.now().getEpochSecond());
        String records = reads.get() == 0 ? "[\"nonsense\"]" : reads.get() == 1 ? "[" + record + "]" : "[]";
        return switch (target.substring(target.indexOf('.') + 1)) {
            case "ListStreams" -> "{\"Streams\":[{\"StreamArn\":\"arn\"}]}";
            case "GetShardIterator" -> "{\"ShardIterator\":\"iterator\"}";
            default -> {
                reads.incrementAndGet();
                yield "{\"Records\":%s,\"NextShardIterator\":\"iterator\"}".formatted(records);
            }
        };
    }
}

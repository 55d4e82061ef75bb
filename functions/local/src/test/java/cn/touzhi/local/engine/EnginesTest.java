package cn.touzhi.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.HttpStatus;
import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The engines")
class EnginesTest {
    static final Path FOLDER = Path.of("engines").toAbsolutePath();
    static final URI ENDPOINT = URI.create("http://127.0.0.1:4566");

    private static final String TEMPLATE = """
            Resources:
              People:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
              Work:
                Type: AWS::SQS::Queue
                Properties: {VisibilityTimeout: 1, RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1}}
              Dead:
                Type: AWS::SQS::Queue
            """;

    private static DataFolder data;
    private static Engines running;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path project) throws IOException {
        data = DataFolder.temporary();
        Path template = Files.writeString(project.resolve("template.yaml"), TEMPLATE);
        running = Engines.start(FOLDER, Stack.read(template, Map.of()), data, ENDPOINT, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        running.close();
        data.close();
    }

    @Test
    @DisplayName("keep what they acknowledged when they are killed and started again")
    void durable() throws Exception {
        Path place = folder.resolve("data");
        try (DataFolder data = DataFolder.at(place)) {
            Engines engines = Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT, Clock.systemUTC());
            engines.tables().call("PutItem", person("a"));
            engines.queues().call("SendMessage", message("hello"));
            kill(engines.tables().pid());
            kill(engines.queues().pid());
            engines.close();
        }

        try (DataFolder data = DataFolder.at(place);
                Engines engines = Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT, Clock.systemUTC())) {
            assertThat(engines.tables()
                            .call("Scan", object().put("TableName", "People"))
                            .path("Items"))
                    .hasSize(1);
            assertThat(engines.queues().messages("Work"))
                    .extracting(StoredMessage::body)
                    .containsExactly("hello");
        }
    }

    @Test
    @DisplayName("show messages in flight and in the dead-letter queue")
    void everyMessage() throws Exception {
        QueueEngine queues = running.queues();
        queues.call("SendMessage", message("{\"n\":1}"));
        assertThat(queues.call("ReceiveMessage", object().put("QueueUrl", ENDPOINT + "/123456789012/Work"))
                        .path("Messages"))
                .hasSize(1);

        assertThat(queues.messages("Work")).singleElement().satisfies(message -> {
            assertThat(message.receipts()).isEqualTo(1);
            assertThat(message.body()).isEqualTo("{\"n\":1}");
        });

        ObjectNode receive =
                object().put("QueueUrl", ENDPOINT + "/123456789012/Work").put("WaitTimeSeconds", 1);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!queues.messages("Work").isEmpty() && System.nanoTime() < deadline) {
            assertThat(new String(queues.receive(receive).body(), StandardCharsets.UTF_8))
                    .doesNotContain("Body");
        }
        assertThat(queues.messages("Work")).isEmpty();
        assertThat(queues.messages("Dead")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null"})
    @DisplayName("tell a browser of no page that may read the tables")
    void foreignPage(String origin) throws Exception {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(running.tables().address())
                            .header("Origin", origin)
                            .header("X-Amz-Target", DynamoEngine.ITEMS + "ListTables")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElse(""))
                    .isNotIn("*", origin);
        }
    }

    @Test
    @DisplayName("show messages only to whoever asks by the address, and say so where a queue has no storage")
    void view() throws Exception {
        URI view = running.queues().viewAddress();

        assertThat(HttpStatus.of(view, "/Work", "evil.example")).isEqualTo(403);
        assertThat(HttpStatus.of(view, "/Nothing", "127.0.0.1:" + view.getPort()))
                .isEqualTo(500);
    }

    @Test
    @DisplayName("refuse a data folder whose table has other keys")
    void otherKeys() throws Exception {
        Stack changed = stack(TEMPLATE.replace("pk,", "id,"));

        assertThatThrownBy(() -> new Tables(running.tables()).create(changed.tables()))
                .isInstanceOf(EngineException.class)
                .hasMessage("The data folder holds a table People with other keys than the template's.");
    }

    @Test
    @DisplayName("say in a sentence that they were not built")
    void notBuilt() throws Exception {
        try (DataFolder data = DataFolder.temporary()) {
            assertThatThrownBy(() -> Engines.start(folder, stack(TEMPLATE), data, ENDPOINT, Clock.systemUTC()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageEndingWith("has no jars; build the project once with mvn package.");
        }
    }

    private Stack stack(String template) throws IOException {
        return Stack.read(Files.writeString(folder.resolve("template.yaml"), template), Map.of());
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode person(String pk) {
        ObjectNode put = object().put("TableName", "People");
        put.putObject("Item").putObject("pk").put("S", pk);
        return put;
    }

    private static ObjectNode message(String body) {
        return object().put("QueueUrl", ENDPOINT + "/123456789012/Work").put("MessageBody", body);
    }
}

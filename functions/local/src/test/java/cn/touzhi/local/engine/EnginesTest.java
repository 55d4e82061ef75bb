package cn.touzhi.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    Path folder;

    @Test
    @DisplayName("keep what they acknowledged when they are killed and started again")
    void durable() throws Exception {
        Path place = folder.resolve("data");
        try (DataFolder data = DataFolder.at(place)) {
            Engines engines = Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT);
            engines.tables().call("PutItem", person("a"));
            engines.queues().call("SendMessage", message("hello"));
            kill(engines.tables().pid());
            kill(engines.queues().pid());
            engines.close();
        }

        try (DataFolder data = DataFolder.at(place);
                Engines engines = Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT)) {
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
        try (DataFolder data = DataFolder.temporary();
                Engines engines = Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT)) {
            QueueEngine queues = engines.queues();
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
    }

    @Test
    @DisplayName("end when the process that started them is killed")
    void noOrphans() throws Exception {
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> engines;
        try (BufferedReader output = parent.inputReader()) {
            engines = List.of(handle(output.readLine()), handle(output.readLine()));
        }
        assertThat(engines).allMatch(ProcessHandle::isAlive);

        kill(parent.pid());

        for (ProcessHandle engine : engines) {
            engine.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("refuse a data folder whose table has other keys")
    void otherKeys() throws Exception {
        Path place = folder.resolve("data");
        try (DataFolder data = DataFolder.at(place)) {
            Engines.start(FOLDER, stack(TEMPLATE), data, ENDPOINT).close();
        }

        try (DataFolder data = DataFolder.at(place)) {
            Stack changed = stack(TEMPLATE.replace("pk,", "id,"));
            assertThatThrownBy(() -> Engines.start(FOLDER, changed, data, ENDPOINT))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("The data folder holds a table People with other keys than the template's.");
        }
    }

    @Test
    @DisplayName("say in a sentence that they were not built")
    void notBuilt() throws Exception {
        try (DataFolder data = DataFolder.temporary()) {
            assertThatThrownBy(() -> Engines.start(folder, stack(TEMPLATE), data, ENDPOINT))
                    .isInstanceOf(EngineException.class)
                    .hasMessageEndingWith("has no jars; build the project once with mvn package.");
        }
    }

    /** A process that starts engines and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Stack stack = Stack.read(Path.of(arguments[0], "template.yaml"), Map.of());
            Engines engines = Engines.start(FOLDER, stack, DataFolder.temporary(), ENDPOINT);
            System.out.println(engines.tables().pid());
            System.out.println(engines.queues().pid());
            Thread.currentThread().join(Duration.ofMinutes(5));
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

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
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

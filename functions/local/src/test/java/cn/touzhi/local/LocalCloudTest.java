package cn.touzhi.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.touzhi.local.template.TemplateException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

@DisplayName("A local cloud")
class LocalCloudTest {
    @TempDir
    static Path project;

    private static LocalCloud cloud;
    private static LocalClient local;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start(Options.in(FlowProject.in(project)).withVisibility(Duration.ofSeconds(1)));
        local = new LocalClient(cloud.url());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @AfterEach
    void heal() {
        local.send("DELETE", "/_local/faults", "");
    }

    @Test
    @DisplayName("carries a request through table, stream, queue and functions to another table")
    void flow() {
        assertThat(put("one").statusCode()).isEqualTo(201);
        assertThat(drain()).isTrue();

        assertThat(local.keys("ItemsTable", "item")).contains("one");
        assertThat(local.keys("DoneTable", "item")).contains("one");
        assertThat(local.stored("ItemsTable", "stream-record"))
                .anyMatch(record ->
                        record.at("/value/dynamodb/NewImage/pk").asText().equals("one"));
        JsonNode written =
                local.get("/_local/invocations?function=WriteFunction").get(0);
        assertThat(written.get("source").asText()).isEqualTo("Api");
        assertThat(written.get("outcome").asText()).isEqualTo("ok");
        assertThat(written.at("/calls/0/operation").asText()).isEqualTo("PutItem");
        assertThat(written.at("/calls/0/writeUnits").asDouble()).isEqualTo(1);
        assertThat(local.get("/_local/invocations?function=WorkFunction"))
                .anyMatch(invocation -> invocation.get("source").asText().equals("WorkQueue"));
    }

    @Test
    @DisplayName(
            "gives a message back to its queue, and to the dead letters after its tries, from where it is redriven")
    void deadLetter() {
        put("bad-1");

        LocalClient.await(() -> local.stored("DeadLetters", "dead-letter").stream()
                .anyMatch(letter -> letter.get("value").asText().equals("bad-1")));
        JsonNode moved = local.post("/_local/redrive", "{\"queue\":\"DeadLetters\"}");

        assertThat(moved.get("moved").asInt()).isPositive();
        LocalClient.await(() -> local.stored("DeadLetters", "dead-letter").stream()
                .anyMatch(letter -> letter.get("value").asText().equals("bad-1")));
        assertThat(local.keys("DoneTable", "item")).doesNotContain("bad-1");
    }

    @Test
    @DisplayName("gives up a stream's poisonous record, tells where it lies, and goes on with the others")
    void poison() {
        put("poison-1");
        put("after-poison");

        LocalClient.await(() -> !local.stored("StreamFailures", "dead-letter").isEmpty());
        assertThat(drain()).isTrue();
        JsonNode failure =
                local.stored("StreamFailures", "dead-letter").getFirst().get("value");

        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(failure.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
        assertThat(failure.toString()).doesNotContain("poison");
        assertThat(local.keys("DoneTable", "item")).contains("after-poison").doesNotContain("poison-1");
    }

    @Test
    @DisplayName("moves its clock: items end, schedules are due")
    void clock() {
        Instant now = Instant.parse(local.get("/_local/clock").get("now").asText());
        local.send("POST", "/items/ending", Long.toString(now.plusSeconds(600).getEpochSecond()));
        drain();
        assertThat(local.keys("ItemsTable", "item")).contains("ending");

        Instant moved = Instant.parse(local.post("/_local/clock", "{\"advance\":\"PT61M\"}")
                .get("now")
                .asText());
        LocalClient.await(() -> hasRun("WriteFunction", "Hourly"));
        drain();

        assertThat(moved).isAfterOrEqualTo(now.plus(Duration.ofMinutes(61)));
        assertThat(local.keys("ItemsTable", "item")).doesNotContain("ending");
    }

    @Test
    @DisplayName("replays a table's stream from the start: its first record comes again, and its latest")
    void replay() {
        put("replayed-first");
        drain();
        put("replayed-last");
        drain();

        local.post("/_local/replay", "{\"table\":\"ItemsTable\"}");

        LocalClient.await(() -> timesLogged("message replayed-first") > 1 && timesLogged("message replayed-last") > 1);
    }

    @Test
    @DisplayName("delivers a message once, however much longer than the second try's time its function takes")
    void slow() {
        put("slow-1");

        LocalClient.await(() -> local.keys("DoneTable", "item").contains("slow-1"));
        assertThat(drain()).isTrue();
        assertThat(timesLogged("message slow-1")).isOne();
    }

    @Test
    @DisplayName("leaves a message hidden as long as the function itself said")
    void hidden() {
        put("bad-later-1");

        LocalClient.await(() -> timesLogged("message bad-later-1") == 2);
        List<Instant> times = logged("message bad-later-1");
        assertThat(Duration.between(times.getFirst(), times.getLast())).isGreaterThan(Duration.ofMillis(2_500));
    }

    @Test
    @DisplayName("lets calls fail as told, and a process die in the middle")
    void faults() {
        local.send(
                "PUT",
                "/_local/faults",
                "[{\"function\":\"WriteFunction\",\"operation\":\"PutItem\",\"effect\":\"refuse\",\"times\":1}]");
        assertThat(put("refused").statusCode()).isEqualTo(503);
        assertThat(put("refused").statusCode()).isEqualTo(201);

        local.send("PUT", "/_local/faults", "[{\"function\":\"WriteFunction\",\"effect\":\"crash\",\"times\":1}]");
        assertThat(put("crashed").statusCode()).isEqualTo(500);

        JsonNode crashed =
                local.get("/_local/invocations?function=WriteFunction").get(0);
        assertThat(crashed.get("outcome").asText()).isEqualTo("crash");
        assertThat(local.keys("ItemsTable", "item")).contains("crashed");
        assertThat(local.get("/_local/faults")).hasSize(1);
    }

    @Test
    @DisplayName("invokes a function by hand and gives back its answer")
    void invoke() {
        JsonNode answer =
                local.post("/_local/invoke", "{\"function\":\"WriteFunction\",\"event\":{\"some\":\"thing\"}}");

        assertThat(answer.get("some").asText()).isEqualTo("thing");
    }

    @Test
    @DisplayName("says with the answer of a function that failed what kind of failure that was")
    void invokeFailing() {
        HttpResponse<String> failed = local.send(
                "POST", "/_local/invoke", "{\"function\":\"WriteFunction\",\"event\":{\"pathParameters\":7}}");

        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
        assertThat(LocalClient.json(failed.body()).get("errorType").asText()).isEqualTo("java.lang.ClassCastException");
    }

    @Test
    @DisplayName("lets its deployer invoke a function as Lambda does, by name, ARN and version, failures told as such")
    void lambda() {
        try (LambdaClient lambda = deployersLambda()) {
            for (String name : List.of(
                    "WriteFunction", "WriteFunction:$LATEST", "123456789012:function:WriteFunction", functionArn())) {
                InvokeResponse answer = lambda.invoke(
                        invoke -> invoke.functionName(name).payload(SdkBytes.fromUtf8String("{\"some\":\"thing\"}")));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.payload().asUtf8String()).isEqualTo("{\"some\":\"thing\"}");
                assertThat(answer.functionError()).isNull();
            }
            InvokeResponse failed = lambda.invoke(invoke ->
                    invoke.functionName("WriteFunction").payload(SdkBytes.fromUtf8String("{\"pathParameters\":7}")));
            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(failed.payload().asUtf8String()).contains("java.lang.ClassCastException");
        }
        JsonNode latest =
                local.get("/_local/invocations?function=WriteFunction").get(0);
        assertThat(latest.get("source").asText()).isEqualTo("invoke");
        assertThat(latest.get("outcome").asText()).isEqualTo("error");
    }

    @Test
    @DisplayName("invokes nothing that is not there, without JSON, or for nobody to wait for; a dry run runs nothing")
    void lambdaRefuses() {
        try (LambdaClient lambda = deployersLambda()) {
            int before = local.get("/_local/invocations?function=WriteFunction").size();
            assertThat(lambda.invoke(invoke ->
                                    invoke.functionName("WriteFunction").invocationType(InvocationType.DRY_RUN))
                            .statusCode())
                    .isEqualTo(204);
            for (String missing : List.of("Nothing", "WriteFunction:live", "ItemsTable")) {
                assertThatExceptionOfType(ResourceNotFoundException.class)
                        .isThrownBy(() -> lambda.invoke(invoke -> invoke.functionName(missing)));
            }
            assertThatExceptionOfType(InvalidRequestContentException.class)
                    .isThrownBy(() -> lambda.invoke(
                            invoke -> invoke.functionName("WriteFunction").payload(SdkBytes.fromUtf8String("{"))));
            assertThatExceptionOfType(InvalidParameterValueException.class)
                    .isThrownBy(() -> lambda.invoke(
                            invoke -> invoke.functionName("WriteFunction").invocationType(InvocationType.EVENT)));
            assertThat(local.get("/_local/invocations?function=WriteFunction")).hasSize(before);
        }
    }

    @Test
    @DisplayName("lets a function invoke what its role grants, and nothing else")
    void lambdaOfFunctions() {
        assertThat(invoking("StreamFunction")).isEqualTo(200);
        assertThat(invoking("WorkFunction")).isEqualTo(403);
        assertThat(invoking("Nothing"))
                .as("whether it is there is nobody's business")
                .isEqualTo(403);
        assertThat(local.get("/_local/grants").get("refused"))
                .anyMatch(refusal -> refusal.get("action").asText().equals("lambda:InvokeFunction")
                        && refusal.get("resource").asText().endsWith(":function:WorkFunction"));
    }

    private static int invoking(String other) {
        return local.post(
                        "/_local/invoke",
                        "{\"function\":\"WriteFunction\",\"event\":{\"invoke\":\"%s\"}}".formatted(other))
                .get("status")
                .asInt();
    }

    private static LambdaClient deployersLambda() {
        return LambdaClient.builder()
                .endpointOverride(cloud.awsEndpoint())
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static String functionArn() {
        return "arn:aws-cn:lambda:cn-north-1:123456789012:function:WriteFunction";
    }

    @Test
    @DisplayName("polls again at once when a fault that answered nobody is taken back")
    void silence() {
        local.send("PUT", "/_local/faults", "[{\"operation\":\"ReceiveMessage\",\"effect\":\"timeout\"}]");
        // the poll that was under way brings this one; the next poll is answered no more
        put("before-silence");
        LocalClient.await(() -> local.keys("DoneTable", "item").contains("before-silence"));
        put("silenced");
        LocalClient.await(() -> local.stored("WorkQueue", "message").stream()
                .anyMatch(message -> message.get("value").asText().equals("silenced")));

        local.send("DELETE", "/_local/faults", "");

        LocalClient.await(() -> local.keys("DoneTable", "item").contains("silenced"));
    }

    @Test
    @DisplayName("finds a phone's messages, whether or not a script encodes the plus")
    void phone() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest publish = HttpRequest.newBuilder(cloud.awsEndpoint())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/cn-north-1/sns/aws4_request")
                    .POST(BodyPublishers.ofString("Action=Publish&PhoneNumber=%2B8613900139000&Message=hello"))
                    .build();
            assertThat(http.send(publish, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }

        for (String to : List.of("+8613900139000", "%2B8613900139000")) {
            assertThat(local.get("/_local/messages?channel=sms&to=" + to)).hasSize(1);
        }
    }

    @Test
    @DisplayName("tells which grants were used, and what was refused")
    void grants() {
        put("granted");
        drain();
        JsonNode grants = local.get("/_local/grants");

        assertThat(used(grants, "WriteRole", "dynamodb:PutItem")).isTrue();
        assertThat(used(grants, "WorkRole", "dynamodb:DeleteItem")).isFalse();
        for (String action : List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")) {
            assertThat(used(grants, "WorkRole", action)).as(action).isTrue();
        }
        for (String action : List.of(
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
                "sqs:SendMessage")) {
            assertThat(used(grants, "StreamRole", action)).as(action).isTrue();
        }
        assertThat(grants.get("refused"))
                .anyMatch(refusal -> refusal.get("resource").asText().endsWith("ForbiddenQueue"));
    }

    @Test
    @DisplayName("says in the function's log when its role may not poll a queue")
    void forbiddenQueue() {
        LocalClient.await(() -> local.get("/_local/logs?function=WorkFunction")
                .toString()
                .contains("ForbiddenQueue can't be polled for WorkFunction"));
    }

    @Test
    @DisplayName("shows the template as it lives here")
    void template() {
        JsonNode template = local.get("/_local/template");

        assertThat(template.at("/functions/0/logicalId").asText()).isEqualTo("WriteFunction");
        assertThat(template.at("/routes/0/path").asText()).isEqualTo("/items/{id}");
        assertThat(template.get("tables")).hasSize(2);
        assertThat(template.get("queues")).hasSize(4);
    }

    @Test
    @DisplayName("is ready, keeps logs, and has messages of the outside world")
    void views() {
        assertThat(local.send("GET", "/_local/ready", "").statusCode()).isEqualTo(200);
        assertThat(local.get("/_local/messages?channel=sms&to=%2B8613800138000"))
                .isEmpty();
        put("logged");
        assertThat(local.get("/_local/logs?function=WriteFunction").toString()).contains("REPORT RequestId: ");
        assertThat(local.stored("/aws/lambda/WriteFunction", "log")).isNotEmpty();
        assertThat(local.get("/_local/logs?function=Api")).isNotNull();
        JsonNode all = local.get("/_local/logs?function=WriteFunction");
        JsonNode latest = local.get("/_local/logs?function=WriteFunction&limit=1");
        assertThat(latest).hasSize(1);
        assertThat(all.get(all.size() - 1)).isEqualTo(latest.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | clock   | {"advance":"tomorrow"}            | 400
                    POST | clock   | {"advance":"-PT1S"}               | 400
                    POST | clock   | {}                                | 400
                    POST | clock   | {                                 | 400
                    PUT  | faults  | {}                                | 400
                    PUT  | faults  | [{"effect":"burn"}]               | 400
                    POST | redrive | {"queue":"Nothing"}               | 404
                    POST | redrive | {"queue":"ForbiddenQueue"}        | 400
                    POST | invoke  | {"function":"Nothing"}            | 404
                    POST | replay  | {"table":"DoneTable"}             | 404
                    GET  | nothing |                                   | 404
                    GET  | invocations?function=Nothing |              | 404
                    GET  | logs?function=Nothing |                     | 404
                    GET  | logs?limit=all |                            | 400
                    POST | clock   | {"advance":"PT99999999H"}       | 400
                    GET  | drain   |                                   | 405
                    """)
    @DisplayName("answers what it can't do with a problem")
    void problems(String method, String name, String body, int status) {
        HttpResponse<String> response = local.send(method, "/_local/" + name, body == null ? "" : body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(LocalClient.json(response.body()).get("title").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1"})
    @DisplayName("lets no page of another origin do anything")
    void foreignOrigin(String origin) {
        HttpResponse<String> response = local.send("POST", "/_local/clock", "{\"advance\":\"PT1S\"}", "Origin", origin);

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example"})
    @DisplayName("serves pages whose name was made to lead here neither its own ports nor AWS")
    void foreignHost(String host) throws Exception {
        for (URI port : List.of(cloud.url(), cloud.awsEndpoint())) {
            assertThat(HttpStatus.of(port, "/", host)).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("tells of a broken template in one sentence")
    void brokenTemplate(@TempDir Path folder) throws Exception {
        String sound = Files.readString(project.resolve("template.yaml"));
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"), sound.replace("!GetAtt WriteRole.Arn", "!GetAtt WrteRole.Arn"));

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> LocalCloud.start(Options.in(project).withTemplate(broken)))
                .withMessageContainingAll("WriteFunction", "WrteRole");
    }

    @Test
    @DisplayName("does not start on a port in use")
    void portInUse() {
        Options taken = Options.in(project).withPort(cloud.url().getPort());

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> LocalCloud.start(taken))
                .withMessage(
                        "Port %d is in use; choose another with -Dport=.",
                        cloud.url().getPort());
    }

    @Test
    @DisplayName("goes on with its data, its clock and its streams after a restart")
    void restart(@TempDir Path data) throws Exception {
        Options kept = Options.in(project).withData(data);
        Instant moved;
        try (LocalCloud first = LocalCloud.start(kept)) {
            LocalClient client = new LocalClient(first.url());
            client.send("POST", "/items/kept", "");
            client.post("/_local/drain", "");
            moved = Instant.parse(client.post("/_local/clock", "{\"advance\":\"PT10M\"}")
                    .get("now")
                    .asText());
        }

        try (LocalCloud second = LocalCloud.start(kept)) {
            LocalClient client = new LocalClient(second.url());
            client.post("/_local/drain", "");

            assertThat(client.keys("ItemsTable", "item")).containsExactly("kept");
            assertThat(client.keys("DoneTable", "item")).containsExactly("kept");
            assertThat(Instant.parse(client.get("/_local/clock").get("now").asText()))
                    .isAfter(moved);
            assertThat(client.get("/_local/invocations?function=StreamFunction"))
                    .isEmpty();
        }
        assertThat(Files.exists(data.resolve("work"))).isFalse();
    }

    private static HttpResponse<String> put(String id) {
        return local.send("POST", "/items/" + id, "");
    }

    private static boolean drain() {
        return local.post("/_local/drain", "").get("drained").asBoolean();
    }

    private static long timesLogged(String text) {
        return logged(text).size();
    }

    /** When a function wrote a line. */
    private static List<Instant> logged(String text) {
        List<Instant> times = new ArrayList<>();
        for (JsonNode line : local.get("/_local/logs?function=WorkFunction")) {
            if (line.get("text").asText().equals(text)) {
                times.add(Instant.parse(line.get("at").asText()));
            }
        }
        return times;
    }

    private static boolean hasRun(String function, String source) {
        for (JsonNode invocation : local.get("/_local/invocations?function=" + function)) {
            if (invocation.get("source").asText().equals(source)) {
                return true;
            }
        }
        return false;
    }

    private static boolean used(JsonNode grants, String role, String action) {
        for (JsonNode grant : grants.get("grants")) {
            if (grant.get("owner").asText().equals(role)
                    && grant.get("action").asText().equals(action)) {
                return grant.get("used").asBoolean();
            }
        }
        throw new AssertionError("no such grant: " + role + " " + action);
    }
}

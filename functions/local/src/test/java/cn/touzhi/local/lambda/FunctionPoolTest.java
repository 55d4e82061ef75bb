package cn.touzhi.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import cn.touzhi.local.aws.AwsCall;
import cn.touzhi.local.aws.Caller;
import cn.touzhi.local.template.LambdaFunction;
import cn.touzhi.local.time.ShiftedClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@DisplayName("A function")
@Isolated("it holds functions to seconds")
class FunctionPoolTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path work;

    private static ShiftedClock clock;
    private static FunctionPool pool;
    private static FunctionLogs logs;

    @BeforeAll
    static void start() {
        clock = ShiftedClock.in(work.resolve("clock"));
        logs = new FunctionLogs(clock);
        Path zip = TestZip.of(work.resolve("test.zip"), TestHandler.class, BrokenHandler.class);
        var functions = Stream.of("Warm", "Again", "Timed", "Crashing", "Parallel", "Other")
                .map(name -> TestRuntime.function(name, zip, TestHandler.class));
        var broken = Stream.of(TestRuntime.function("Broken", zip, BrokenHandler.class));
        pool = new FunctionPool(
                Stream.concat(functions, broken).toList(), TestRuntime.settings(work, clock), logs, clock);
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @Test
    @DisplayName("runs in a process that answers again and again, cold only the first time")
    void warm() throws Exception {
        Invocation first = invoke("Warm", "{\"do\":\"count\"}");
        Invocation second = invoke("Warm", "{\"do\":\"count\"}");

        assertThat(first.cold()).isTrue();
        assertThat(first.init()).isPositive();
        assertThat(second.cold()).isFalse();
        assertThat(answer(second).get("process")).isEqualTo(answer(first).get("process"));
        assertThat(answer(second).get("calls").asInt())
                .isEqualTo(answer(first).get("calls").asInt() + 1);
        assertThat(pool.invocations(Optional.of("Warm"))).startsWith(second, first);
    }

    @Test
    @DisplayName("sees the template's environment and what Lambda sets, and nothing of ours")
    void environment() throws Exception {
        JsonNode environment = answer(invoke("Other", "{\"do\":\"environment\"}"));

        assertThat(environment.get("GREETING").asText()).isEqualTo("你好");
        assertThat(environment.get("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("Other");
        assertThat(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("256");
        assertThat(environment.get("AWS_REGION").asText()).isEqualTo("cn-north-1");
        assertThat(environment.get("AWS_ENDPOINT_URL").asText()).isEqualTo("http://127.0.0.1:9");
        assertThat(environment.has("HOME")).isFalse();
        assertThat(environment.has("JAVA_HOME")).isFalse();
    }

    @Test
    @DisplayName("is known to AWS by an access key of its process, and calls belong to the run in which they began")
    void calls() throws Exception {
        Invocation first = invoke("Other", "{\"do\":\"environment\"}");
        String key = answer(first).get("AWS_ACCESS_KEY_ID").asText();
        Caller caller = pool.byAccessKey(key).orElseThrow();
        AwsCall call = new AwsCall("sqs", "SendMessage", Instant.now(), 3, "ok", 0, 0);

        assertThat(caller.function()).isEqualTo("Other");
        assertThat(caller.role()).isEqualTo("OtherRole");
        assertThat(caller.deployer()).isFalse();
        assertThat(pool.byAccessKey("ASIAUNKNOWN")).isEmpty();
        Consumer<AwsCall> outlasting = caller.begins();
        Invocation next = invoke("Other", "{\"do\":\"count\"}");
        outlasting.accept(call);

        assertThat(first.calls()).containsExactly(call);
        assertThat(next.calls()).isEmpty();
    }

    @Test
    @DisplayName("leaves every line that it writes in its log, under the request's id")
    void log() {
        Invocation invocation = invoke("Other", "{\"do\":\"log\",\"text\":\"头职\"}");

        await(() -> linesOf(invocation).containsAll(List.of("out 头职", "err 头职", "logger 头职")));
    }

    @Test
    @DisplayName("that throws is an error with the exception's type, and lives on")
    void error() {
        Invocation failed = invoke("Again", "{\"do\":\"throw\"}");
        Invocation next = invoke("Again", "{\"do\":\"count\"}");

        assertThat(failed.outcome().word()).isEqualTo("error");
        assertThat(failed.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, error -> assertThat(error.type())
                .isEqualTo("java.lang.IllegalStateException"));
        assertThat(text(failed)).contains("\"errorMessage\":\"as asked\"");
        assertThat(next.cold()).isFalse();
    }

    @Test
    @DisplayName("that takes longer than the template allows is killed, and the next event starts another process")
    void timeout() throws Exception {
        JsonNode before = answer(invoke("Timed", "{\"do\":\"count\"}"));
        Invocation late = invoke("Timed", "{\"do\":\"hang\"}");
        Invocation next = invoke("Timed", "{\"do\":\"count\"}");

        assertThat(late.outcome()).isEqualTo(new Outcome.TimedOut(Duration.ofSeconds(3)));
        assertThat(text(late)).contains("Task timed out after 3.00 seconds");
        assertThat(next.cold()).isTrue();
        assertThat(answer(next).get("process")).isNotEqualTo(before.get("process"));
        assertThat(ProcessHandle.of(before.get("process").asLong()).map(ProcessHandle::isAlive))
                .isNotEqualTo(Optional.of(true));
    }

    @Test
    @DisplayName("whose process ends is a crash, and the next event starts another process")
    void crash() {
        Invocation crashed = invoke("Crashing", "{\"do\":\"exit\"}");
        Invocation next = invoke("Crashing", "{\"do\":\"count\"}");

        assertThat(crashed.outcome()).isEqualTo(new Outcome.Crashed("exit status 3"));
        assertThat(next.outcome().word()).isEqualTo("ok");
        assertThat(next.cold()).isTrue();
    }

    @Test
    @DisplayName("can be made to die in the middle")
    void die() throws Exception {
        String key = answer(invoke("Crashing", "{\"do\":\"environment\"}"))
                .get("AWS_ACCESS_KEY_ID")
                .asText();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hanging = threads.submit(() -> invoke("Crashing", "{\"do\":\"hang\"}"));
            await(pool::busy);

            pool.byAccessKey(key).orElseThrow().die();

            assertThat(hanging.get().outcome().word()).isEqualTo("crash");
        }
    }

    @Test
    @DisplayName("that can't be constructed fails with the reason")
    void broken() {
        Invocation failed = invoke("Broken", "{}");

        assertThat(failed.outcome().word()).isEqualTo("error");
        assertThat(text(failed)).contains("no configuration");
    }

    @Test
    @DisplayName("whose code or handler is missing is told of in one sentence before anything runs")
    void missing() {
        Path zip = work.resolve("test.zip");
        assertThatExceptionOfType(FunctionException.class)
                .isThrownBy(() -> poolOf(TestRuntime.function("Unbuilt", work.resolve("no.zip"), TestHandler.class)))
                .withMessage(
                        "Unbuilt.CodeUri is %s, which is not there; mvn package makes it.", work.resolve("no.zip"));
        assertThatExceptionOfType(FunctionException.class)
                .isThrownBy(() -> poolOf(TestRuntime.function("Misspelt", zip, FunctionPoolTest.class)))
                .withMessage(
                        "Misspelt.Handler is %s, but test.zip has no such class.", FunctionPoolTest.class.getName());
    }

    @Test
    @DisplayName("answers no more than Lambda's 6 MB")
    void tooBig() {
        assertThat(text(invoke("Again", "{\"do\":\"big\"}"))).contains("Function.ResponseSizeTooLarge");
    }

    @Test
    @DisplayName("runs in as many processes as allowed, lets as many wait as allowed, and throttles the rest")
    void parallel() throws Exception {
        Callable<Invocation> hang = () -> invoke("Parallel", "{\"do\":\"hang\"}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.invokeAll(Stream.generate(() -> hang).limit(7).toList());

            assertThat(running.stream().map(one -> one.resultNow().outcome().word()))
                    .containsExactlyInAnyOrder(
                            "timeout", "timeout", "timeout", "timeout", "throttled", "throttled", "throttled");
        }
        assertThat(pool.processes("Parallel")).isZero();
    }

    @Test
    @DisplayName("sees the clock move at once, whichever way it asks for the time")
    void time() throws Exception {
        invoke("Again", "{\"do\":\"time\"}");

        Instant moved = clock.advance(Duration.ofDays(400));
        JsonNode time = answer(invoke("Again", "{\"do\":\"time\"}"));

        assertThat(Instant.parse(time.get("instant").asText())).isBetween(moved, moved.plusSeconds(60));
        assertThat(Instant.parse(time.get("clock").asText())).isBetween(moved, moved.plusSeconds(60));
        for (String millis : List.of("clockMillis", "millis", "date")) {
            assertThat(Instant.ofEpochMilli(time.get(millis).asLong()))
                    .as(millis)
                    .isBetween(moved.minusMillis(1), moved.plusSeconds(60));
        }
        assertThat(time.get("remaining").asInt()).isBetween(1, 3_000);
    }

    private static FunctionPool poolOf(LambdaFunction function) {
        Path folder = work.resolve(function.logicalId());
        return new FunctionPool(List.of(function), TestRuntime.settings(folder, clock), logs, clock);
    }

    private static Invocation invoke(String function, String event) {
        return pool.invoke(function, "manual", event.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> linesOf(Invocation invocation) {
        return logs.of(Optional.of(invocation.function())).stream()
                .filter(line -> line.requestId().equals(invocation.id()))
                .map(LogLine::text)
                .toList();
    }

    private static JsonNode answer(Invocation invocation) throws Exception {
        assertThat(invocation.outcome().word()).as(text(invocation)).isEqualTo("ok");
        return JSON.readTree(invocation.outcome().payload());
    }

    private static String text(Invocation invocation) {
        return new String(invocation.outcome().payload(), StandardCharsets.UTF_8);
    }

    private static void await(Callable<Boolean> condition) {
        assertThatNoException().isThrownBy(() -> {
            Instant deadline = Instant.now().plusSeconds(10);
            while (!condition.call()) {
                assertThat(Instant.now()).as("in time").isBefore(deadline);
                Thread.onSpinWait();
            }
        });
    }
}

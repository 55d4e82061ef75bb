package cn.touzhi.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.local.lambda.Outcome;
import cn.touzhi.local.template.EventSource.FromStream;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch of a stream")
class StreamBatchesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final List<String> invoked = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Integer> pauses = new ArrayList<>();

    @Test
    @DisplayName("that succeeds is done at once")
    void success() throws Exception {
        work(source(true, 2, true), batch -> ok(), "1", "2", "3");

        assertThat(invoked).containsExactly("1 2 3");
        assertThat(done).containsExactly("3");
    }

    @Test
    @DisplayName("is tried again from the first record that failed")
    void partial() throws Exception {
        work(source(true, 2, true), batch -> invoked.size() == 1 ? failed("2", "3") : ok(), "1", "2", "3");

        assertThat(invoked).containsExactly("1 2 3", "2 3");
        assertThat(done).containsExactly("1", "3");
    }

    @Test
    @DisplayName("is halved until the record that fails stands alone, which is given up after its retries")
    void poison() throws Exception {
        work(source(true, 2, true), batch -> batch.contains("2") ? crash() : ok(), "1", "2", "3", "4");

        assertThat(invoked).containsExactly("1 2 3 4", "1 2", "1", "2", "2", "2", "3 4");
        assertThat(givenUp).containsExactly("2 RetryAttemptsExhausted 3");
        assertThat(done).containsExactly("1", "2", "4");
        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    @DisplayName("isolates a poisonous record also where the function names it")
    void namedPoison() throws Exception {
        work(source(true, 1, true), batch -> batch.contains("2") ? failed("2") : ok(), "1", "2", "3");

        assertThat(givenUp).containsExactly("2 RetryAttemptsExhausted 2");
        assertThat(done).containsExactly("1", "2", "3");
    }

    @Test
    @DisplayName("is given up as a whole where it may not be halved")
    void whole() throws Exception {
        work(source(false, 1, true), batch -> crash(), "1", "2");

        assertThat(invoked).containsExactly("1 2", "1 2");
        assertThat(givenUp).containsExactly("1 2 RetryAttemptsExhausted 2");
    }

    @Test
    @DisplayName("waits without limit while the function is throttled")
    void throttled() throws Exception {
        work(source(true, 0, true), batch -> invoked.size() < 5 ? new Outcome.Throttled() : ok(), "1", "2");

        assertThat(invoked).hasSize(5).containsOnly("1 2");
        assertThat(givenUp).isEmpty();
    }

    @Test
    @DisplayName("loses the records that are too old")
    void old() throws Exception {
        StreamRecord old = record("1", NOW.minus(Duration.ofHours(2)));
        batches(source(true, -1, true), batch -> ok()).work(List.of(old, record("2", NOW)));

        assertThat(givenUp).containsExactly("1 RecordAgeExceeded 0");
        assertThat(invoked).containsExactly("2");
    }

    @Test
    @DisplayName("is neither counted nor done where the local cloud closes while it runs")
    void closing() {
        assertThatThrownBy(() -> work(
                        source(true, 0, true),
                        batch -> {
                            Thread.currentThread().interrupt();
                            return crash();
                        },
                        "1"))
                .isInstanceOf(InterruptedException.class);

        assertThat(givenUp).isEmpty();
        assertThat(done).isEmpty();
    }

    private void work(FromStream source, Function<List<String>, Outcome> function, String... numbers)
            throws InterruptedException {
        batches(source, function)
                .work(Arrays.stream(numbers).map(number -> record(number, NOW)).toList());
    }

    private StreamBatches batches(FromStream source, Function<List<String>, Outcome> function) {
        return new StreamBatches(
                source,
                batch -> {
                    List<String> numbers =
                            batch.stream().map(StreamRecord::sequenceNumber).toList();
                    invoked.add(String.join(" ", numbers));
                    return function.apply(numbers);
                },
                lost -> givenUp.add(lost.records().stream()
                                .map(StreamRecord::sequenceNumber)
                                .collect(Collectors.joining(" "))
                        + " " + lost.condition() + " " + lost.tries()),
                done::add,
                pauses::add,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static FromStream source(boolean bisect, int retries, boolean partial) {
        return new FromStream(
                "Stream",
                "Table",
                10,
                Duration.ZERO,
                partial,
                bisect,
                retries,
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                "TRIM_HORIZON");
    }

    private static StreamRecord record(String number, Instant at) {
        return new StreamRecord(JsonNodeFactory.instance.objectNode(), number, at);
    }

    private static Outcome ok() {
        return new Outcome.Returned("{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome crash() {
        return new Outcome.Crashed("exit status 1");
    }

    private static Outcome failed(String... numbers) {
        String failures = Arrays.stream(numbers)
                .map("{\"itemIdentifier\":\"%s\"}"::formatted)
                .collect(Collectors.joining(","));
        return new Outcome.Returned(
                "{\"batchItemFailures\":[%s]}".formatted(failures).getBytes(StandardCharsets.UTF_8));
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The running system as a test sees it: the API, the phone and mailbox, and what {@code /_local/} knows. */
final class World {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final URI base;
    private final Http http;
    private PlannedFaults planned;

    World(URI base) {
        this(base, new Http(base));
    }

    private World(URI base, Http http) {
        this.base = base;
        this.http = http;
        this.planned = new PlannedFaults(this, List.of());
    }

    /** The same for a test that kills functions in the midst of a request. */
    World withDyingFunctions() {
        return new World(base, http.tolerant());
    }

    URI base() {
        return base;
    }

    Http http() {
        return http;
    }

    /** Somebody with a phone number that nobody had before. */
    Visitor aVisitorWithPhone() {
        return aVisitorWithPhone(
                "+86139%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000)));
    }

    /** Somebody with this phone number. */
    Visitor aVisitorWithPhone(String number) {
        return new Visitor(this, "sms", number);
    }

    /** Somebody with an e-mail address that nobody had before. */
    Visitor aVisitorWithEmail() {
        return new Visitor(this, "email", "v" + UUID.randomUUID().toString().substring(0, 12) + "@example.com");
    }

    /** What was sent to {@code to}, oldest first. */
    List<JsonNode> messages(String channel, String to) {
        return messages("?channel=" + channel + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
    }

    /** Everything that was sent to anybody, oldest first. */
    List<JsonNode> messages() {
        return messages("");
    }

    private List<JsonNode> messages(String query) {
        Answer answer = http.get("/_local/messages" + query, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return list(answer.body());
    }

    /** Waits until {@code count} messages have reached {@code to}, and gives them. */
    List<JsonNode> awaitMessages(String channel, String to, int count) {
        return await(() -> {
            List<JsonNode> messages = messages(channel, to);
            assertThat(messages).hasSizeGreaterThanOrEqualTo(count);
            return messages;
        });
    }

    /** Repeats {@code attempt} until it throws no assertion error, for half a minute at most. */
    <T> T await(Supplier<T> attempt) {
        Instant end = Instant.now().plus(DEADLINE);
        while (true) {
            try {
                return attempt.get();
            } catch (AssertionError notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** Waits until queues and streams are empty. */
    void drain() {
        Answer answer = http.post("/_local/drain", "{}", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("drained").asBoolean())
                .as("queues and streams are worked off within half a minute")
                .isTrue();
    }

    /** Moves the time of functions, tokens, schedules and time to live. */
    void advance(Duration by) {
        assertThat(http.post("/_local/clock", Map.of("advance", by.toString()), Map.of())
                        .status())
                .isEqualTo(200);
    }

    /** The time as the functions see it. */
    Instant now() {
        return Instant.parse(http.post("/_local/clock", Map.of("advance", "PT0S"), Map.of())
                .body()
                .path("now")
                .asText());
    }

    /** Lets AWS fail in these ways, until {@link #heal}; each names its function. */
    void fail(List<Map<String, Object>> faults) {
        planned = new PlannedFaults(this, faults);
        assertThat(http.put("/_local/faults", faults).status()).isBetween(200, 204);
    }

    /** Lets AWS fail in these ways, until {@link #unset}, whether anything meets that or not. */
    void set(List<Map<String, Object>> faults) {
        assertThat(http.put("/_local/faults", faults).status()).isBetween(200, 204);
    }

    /** Ends what {@link #set} began. */
    void unset() {
        assertThat(http.delete("/_local/faults", Map.of()).status()).isBetween(200, 204);
    }

    /** Waits until all is at rest, or {@code otherwise} is the case. */
    void awaitRestOr(BooleanSupplier otherwise) {
        CompletableFuture<Answer> rest =
                CompletableFuture.supplyAsync(() -> http.post("/_local/drain", "{}", Map.of()));
        while (!rest.isDone() && !otherwise.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Lets one kind of call fail {@code times} times. */
    void fail(String function, String service, String operation, String effect, int times) {
        fail(List.of(Map.of(
                "function", function, "service", service, "operation", operation, "effect", effect, "times", times)));
    }

    /** Waits until each fault has struck at least once. */
    void awaitFaults() {
        await(planned::assertStruck);
    }

    /** Ends all faults. Each must have struck: a test whose fault never did has proved nothing. */
    void heal() {
        assertThat(http.delete("/_local/faults", Map.of()).status()).isBetween(200, 204);
        PlannedFaults ended = planned;
        planned = new PlannedFaults(this, List.of());
        await(ended::assertStruck);
    }

    /** The invocations of a function, newest first. */
    List<JsonNode> invocations(String function) {
        return list(
                http.get("/_local/invocations?function=" + function, Map.of()).body());
    }

    /** The calls of one kind that a function has made since {@code start}, newest invocation first. */
    List<JsonNode> calls(String function, String operation, Instant start) {
        return invocations(function).stream()
                .flatMap(invocation -> list(invocation.path("calls")).stream())
                .filter(call -> call.path("operation").asText().equals(operation)
                        && !Instant.parse(call.path("startedAt").asText()).isBefore(start))
                .toList();
    }

    /** Everything that is stored anywhere, the outside world included. */
    List<JsonNode> stores() {
        return stores("");
    }

    /** What is stored of one kind. */
    List<JsonNode> stores(String kind) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line :
                http.get("/_local/stores?kind=" + kind, Map.of()).text().split("\n")) {
            if (!line.isBlank()) {
                lines.add(parse(line));
            }
        }
        return lines;
    }

    /** The keys of all items in all tables, each as {@code table: pk/sk}. */
    Set<String> keys() {
        return stores("item").stream()
                .map(line ->
                        line.path("store").asText() + ": " + line.path("key").asText())
                .collect(Collectors.toSet());
    }

    /** The keys of what was added to {@code before}; what ended meanwhile may be gone. */
    Set<String> keysAddedTo(Set<String> before) {
        Set<String> added = keys();
        added.removeAll(before);
        return added;
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return Http.JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("a line of /_local/stores is no JSON", broken);
        }
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every operation of {@code infra/openapi.yaml}, with everything in its requests wrong in every way that its schema can be
 * broken, one at a time. All else in a request is as it should be, but that its proofs and tokens open nothing: so what gets
 * past the checks shows by another refusal than 400, and changes nothing either.
 */
@ExtendWith(RunningCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whatever is wrong with a request,")
class GeneratedInputIT {
    private static final String CANARY = "canary";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final Set<Integer> MALFORMED = Set.of(400, 413, 415);
    private static final List<String> IDS = List.of(
            "x",
            "%00",
            "%20",
            "%2e%2e",
            "ACCOUNT%23canary",
            "canary%0d%0aX-A:%201",
            "AAAAAAAAAAAAAAAAAAAAAA",
            "aaaaaaaaaaaaaaaaaaaaa%C3%A9",
            "0",
            "-1",
            "99999999999999999999",
            "1e3",
            "canary".repeat(500));

    /** What takes a body, and has an answer to all that isn't wrong in it. */
    private static final Set<String> SEARCHES = Set.of("POST /v1/job-searches/nearby");

    /** Parameters in which nothing of this is wrong. */
    private static final Set<String> FREE_TEXT = Set.of("q");

    private final World world;
    private final Visitor visitor;
    private final GoodBodies goodBodies;
    private int requests;
    private long refused;

    GeneratedInputIT(World world, Deployer deployer) {
        this.world = world;
        Hiring hiring = new Hiring(world, deployer);
        this.visitor = hiring.staff();
        String takenCode = Hiring.creditCode();
        Map<String, String> headers =
                new HashMap<>(world.aVisitorWithPhone().registers().authorized());
        headers.put("idempotency-key", UUID.randomUUID().toString());
        Hiring.expect(201, world.http().post("/v1/employers", Hiring.employer(takenCode), headers));
        // there is no room for another resume
        Seeking seeking = new Seeking(world);
        for (int i = 0; i < 5; i++) {
            seeking.begins(visitor, Seeking.resume());
        }
        this.goodBodies = new GoodBodies(takenCode, hiring.job());
    }

    @AfterAll
    void tell() {
        System.out.printf("bad input: %d requests%n", requests);
    }

    @TestFactory
    @DisplayName(
            "the answer is a problem that the document names, says nothing of ours or theirs, and nothing is written")
    Stream<DynamicTest> operations() {
        return new ApiDocument()
                .operations().stream()
                        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> breakIn(operation)));
    }

    private void breakIn(ApiDocument.Operation operation) {
        world.drain();
        Set<String> before = world.keys();
        int messages = world.messages().size();
        Instant start = world.now();
        refused = 0;
        List<String> complaints = new ArrayList<>();
        if (operation.hasBody()) {
            bodies(operation, complaints);
            types(operation, complaints);
        }
        headers(operation, complaints);
        queries(operation, complaints);
        paths(operation, complaints);
        methods(operation, complaints);
        assertThat(complaints).isEmpty();
        world.drain();
        assertThat(world.keysAddedTo(before)).isEmpty();
        assertThat(world.messages()).hasSize(messages);
        assertThat(world.stores("log")).noneMatch(line -> line.toString().contains(CANARY));
        world.await(() -> assertThat(refusalsLogged(start))
                .as("one line in the log for each refusal of the function's")
                .isEqualTo(refused));
    }

    private void bodies(ApiDocument.Operation operation, List<String> complaints) {
        ObjectNode good = good(operation);
        Answer sound = send(operation, operation.path(), good.toString(), Map.of());
        if (MALFORMED.contains(sound.status()) && !operation.path().equals("/v1/sessions/refresh")) {
            complaints.add(operation + " refuses what is meant to be good: " + sound.text());
        }
        for (Breakage breakage : Breakage.of(operation.body(), good)) {
            Answer answer = send(operation, operation.path(), breakage.body(), Map.of());
            look(operation, breakage.what(), answer, complaints);
            if (breakage.againstSchema() && !MALFORMED.contains(answer.status())) {
                complaints.add(operation + ", " + breakage.what() + ": got past the checks, " + answer.status());
            }
        }
        Answer large = send(operation, operation.path(), good.toString() + " ".repeat(20_000), Map.of());
        look(operation, "a body that is too large", large, complaints);
        if (large.status() != 413) {
            complaints.add(operation + " takes a body of 20 KB: " + large.status());
        }
    }

    private void types(ApiDocument.Operation operation, List<String> complaints) {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/xml",
                "application/jsonp")) {
            Answer answer = send(operation, operation.path(), good(operation).toString(), Map.of("content-type", type));
            look(operation, "content of " + type, answer, complaints);
            if (answer.status() != 415) {
                complaints.add(operation + " takes " + type + ": " + answer.status());
            }
        }
        Answer binary = counted(world.http()
                .send(
                        operation.method(),
                        filled(operation.path(), "AAAAAAAAAAAAAAAAAAAAAA"),
                        headersFor(operation, Map.of()),
                        new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}));
        look(operation, "bytes that are no text", binary, complaints);
    }

    private void headers(ApiDocument.Operation operation, List<String> complaints) {
        for (JsonNode parameter : operation.parameters()) {
            if (!parameter.path("in").asText().equals("header")) {
                continue;
            }
            String name = parameter.path("name").asText().toLowerCase(Locale.ROOT);
            for (String value : List.of("", "short", "x".repeat(256), CANARY + " with spaces in it")) {
                Answer answer = send(
                        operation,
                        operation.path(),
                        operation.hasBody() ? good(operation).toString() : "",
                        Map.of(name, value));
                look(operation, name + " of " + value.length() + " characters", answer, complaints);
                if (answer.status() != 400 && answer.status() != 428) {
                    complaints.add(operation + " takes " + name + " " + value + ": " + answer.status());
                }
            }
        }
    }

    private void queries(ApiDocument.Operation operation, List<String> complaints) {
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && !FREE_TEXT.contains(name)) {
                for (String query : List.of(
                        name + "=",
                        name + "=canary",
                        name + "=canary&" + name + "=harder",
                        name + "=%00",
                        name + "=" + "canary".repeat(300))) {
                    Answer answer = send(operation, operation.path() + "?" + query, "", Map.of());
                    look(operation, query, answer, complaints);
                }
            }
        }
    }

    private void paths(ApiDocument.Operation operation, List<String> complaints) {
        if (operation.path().contains("{")) {
            String body = operation.hasBody() ? good(operation).toString() : "";
            for (String id : IDS) {
                Answer answer = send(operation, filled(operation.path(), id), body, Map.of());
                look(operation, "an id of " + id.length() + " characters, " + id.substring(0, 1), answer, complaints);
            }
        }
        String good = filled(operation.path(), "AAAAAAAAAAAAAAAAAAAAAA");
        for (String path : List.of(
                good + "/", good + "/x.css", "/" + good, good.toUpperCase(Locale.ROOT), good + ";a=b", good + "%2f")) {
            Answer answer =
                    send(operation, path, operation.hasBody() ? good(operation).toString() : "", Map.of());
            if (answer.status() < 400 || answer.status() >= 500) {
                complaints.add(operation.method() + " " + path + " is answered: " + answer.status());
            }
        }
    }

    private void methods(ApiDocument.Operation operation, List<String> complaints) {
        String path = filled(operation.path(), "AAAAAAAAAAAAAAAAAAAAAA");
        Set<String> known = new ApiDocument()
                .operations().stream()
                        .filter(other -> path.matches(other.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                        .map(ApiDocument.Operation::method)
                        .collect(Collectors.toSet());
        for (String method : METHODS) {
            if (!known.contains(method) && !method.equals("OPTIONS")) {
                Answer answer = counted(world.http()
                        .send(
                                method,
                                filled(operation.path(), "AAAAAAAAAAAAAAAAAAAAAA"),
                                headersFor(operation, Map.of("x-http-method-override", operation.method())),
                                "{}".getBytes(StandardCharsets.UTF_8)));
                if (answer.status() != 404 && answer.status() != 405) {
                    complaints.add(method + " " + operation.path() + " is answered: " + answer.status());
                }
            }
        }
    }

    private Answer counted(Answer answer) {
        requests++;
        if (answer.status() >= 400 && answer.body().has("type")) {
            refused++;
        }
        return answer;
    }

    private long refusalsLogged(Instant start) {
        return world.stores("log").stream()
                .map(line -> line.path("value"))
                .filter(line -> line.path("text").asText().contains("request-refused")
                        && !Instant.parse(line.path("at").asText()).isBefore(start))
                .count();
    }

    /** What is true of every refusal. */
    private void look(ApiDocument.Operation operation, String what, Answer answer, List<String> complaints) {
        String where = operation + ", " + what + ": ";
        String text = answer.text();
        if (answer.status() == 200 && SEARCHES.contains(operation.toString())) {
            return;
        }
        if (answer.status() < 400 || answer.status() >= 500) {
            complaints.add(where + "is answered " + answer.status() + " " + text);
            return;
        }
        if (text.contains(CANARY)
                || text.contains("Exception")
                || text.contains("cn.touzhi")
                || text.contains("arn:")) {
            complaints.add(where + "says too much: " + text);
        }
        boolean gateways = answer.body().has("message");
        if (gateways) {
            return;
        }
        String type = answer.body().path("type").asText();
        if (!answer.header("content-type").orElse("").startsWith("application/problem+json")
                || !type.startsWith("/problems/")
                || answer.body().path("status").asInt() != answer.status()
                || answer.body().path("title").asText().isBlank()) {
            complaints.add(where + "is no problem: " + answer.status() + " " + text);
        } else if (!operation.problems(answer.status()).contains(type.substring("/problems/".length()))) {
            complaints.add(where + answer.status() + " " + type + " is not in the document, which has "
                    + operation.problems(answer.status()));
        }
    }

    private Answer send(ApiDocument.Operation operation, String path, String body, Map<String, String> headers) {
        while (true) {
            Answer answer = counted(world.http()
                    .send(
                            operation.method(),
                            filled(path, "AAAAAAAAAAAAAAAAAAAAAA"),
                            headersFor(operation, headers),
                            body.getBytes(StandardCharsets.UTF_8)));
            // the gateway lets only so many through in a second
            if (answer.status() != 429 || !answer.body().has("message")) {
                return answer;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static String filled(String path, String id) {
        return path.replaceAll("\\{[a-z]+}", id.replace("$", "\\$"));
    }

    private Map<String, String> headersFor(ApiDocument.Operation operation, Map<String, String> special) {
        Map<String, String> all = new HashMap<>();
        if (operation.hasBody()) {
            all.put("content-type", operation.bodyType());
        }
        if (operation.secured()) {
            all.putAll(visitor.authorized());
        }
        operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .map(parameter -> parameter.path("name").asText().toLowerCase(Locale.ROOT))
                .forEach(name -> all.put(name, good(name)));
        all.putAll(special);
        return all;
    }

    private static String good(String header) {
        return switch (header) {
            case "if-match" -> "\"1\"";
            case "consent-sequence" -> "1";
            default -> "a-key-of-sixteen-or-more";
        };
    }

    private ObjectNode good(ApiDocument.Operation operation) {
        return goodBodies.of(operation);
    }
}

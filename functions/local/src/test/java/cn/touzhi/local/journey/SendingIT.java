package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningCloud.class)
@DisplayName("Sending a code")
class SendingIT {
    private final World world;
    private final Queue queue;

    SendingIT(World world, Queue queue) {
        this.world = world;
        this.queue = queue;
    }

    /** Or the faults would hit what other tests have left to send. */
    @BeforeEach
    void drain() {
        world.drain();
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName("is repeated after a refusal that the provider made known, and then happens once")
    void throttled() {
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1);
        Instant before = world.now();
        Visitor visitor = world.aVisitorWithPhone().asksForCode();

        visitor.provesAddress();

        world.drain();
        assertThat(successes("Publish", before)).containsExactlyInAnyOrder(false, true);
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
        assertThat(stateOf(visitor)).isEqualTo("sent");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"refuse, 0", "timeout, 0", "lose-answer, 1", "crash, 1"})
    @DisplayName("by SMS whose outcome nobody knows is never repeated, and counts as sent (R21)")
    void unknown(String effect, int arrived) {
        world.fail("SendingFunction", "sns", "Publish", effect, 1);
        Instant before = world.now();
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        world.await(() ->
                assertThat(world.calls("SendingFunction", "Publish", before)).isNotEmpty());

        // a try that died is known for dead after half a minute
        world.advance(Duration.ofSeconds(31));
        awaitState(visitor, "sent");

        world.drain();
        assertThat(world.calls("SendingFunction", "Publish", before)).hasSize(1);
        assertThat(world.messages("sms", visitor.address())).hasSize(arrived);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"refuse, 1", "timeout, 1", "lose-answer, 2"})
    @DisplayName("by e-mail whose outcome nobody knows is repeated once the try is dead for certain")
    void unknownByEmail(String effect, int arrived) {
        world.fail("SendingFunction", "ses", "SendEmail", effect, 1);
        Instant before = world.now();
        Visitor visitor = world.aVisitorWithEmail().asksForCode();
        world.await(() ->
                assertThat(world.calls("SendingFunction", "SendEmail", before)).isNotEmpty());

        world.advance(Duration.ofSeconds(31));
        awaitState(visitor, "sent");

        world.drain();
        assertThat(successes("SendEmail", before)).containsExactlyInAnyOrder(false, true);
        assertThat(world.messages("email", visitor.address())).hasSize(arrived);
        assertThat(visitor.provesAddress().requestsAccount("1990-05-17").status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("that outlives the code is given up: undeliverable, the code void, the allowance back")
    void givenUp() {
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1000);
        Instant before = world.now();
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        world.await(() -> assertThat(successes("Publish", before)).contains(false));

        world.advance(Duration.ofMinutes(10).plusSeconds(1));

        awaitState(visitor, "undeliverable");
        // nobody can know the code, so any will do: it is not even compared
        Answer refused = visitor.tries("000000");
        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.problem()).isEqualTo("code-undeliverable");
        assertThat(world.calls("SendingFunction", "Publish", before))
                .noneMatch(call -> call.path("outcome").asText().equals("ok"));
        assertThat(world.messages("sms", visitor.address())).isEmpty();

        world.heal();
        for (int i = 0; i < 5; i++) {
            visitor.asksForCode();
            world.drain();
            world.advance(Duration.ofMinutes(5));
        }
        assertThat(world.messages("sms", visitor.address())).hasSize(5);
    }

    @Test
    @DisplayName("is done once, however often and in whatever order its message comes")
    void duplicates() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        visitor.readsCode();
        world.advance(Duration.ofSeconds(61));
        visitor.requestsAnotherCode(UUID.randomUUID().toString());
        visitor.readsCode(2);
        world.drain();
        assertThat(recordsOf(visitor)).isNotEmpty();
        int invocations = world.invocations("SendingFunction").size();
        int messages = world.messages().size();

        // the order for the first code comes after the second was sent
        Answer replayed = world.http().post("/_local/replay", Map.of("table", "RegistrationTable"), Map.of());
        assertThat(replayed.status()).isEqualTo(200);
        world.drain();

        assertThat(world.invocations("SendingFunction")).hasSizeGreaterThan(invocations);
        assertThat(world.messages()).hasSize(messages);
        assertThat(world.messages("sms", visitor.address())).hasSize(2);
        assertThat(visitor.provesAddress().proof()).isNotEmpty();
    }

    @Test
    @DisplayName("lets poison go to the dead letters, and the others through")
    void poison() {
        List<String> poison = List.of(
                queue.put("{"),
                queue.put("not json"),
                queue.put("{\"specversion\":\"1.0\"}"),
                queue.put("{\"specversion\":\"1.0\",\"type\":\"cn.touzhi.registration.CodeRequested.v1\"}"));

        Visitor visitor = world.aVisitorWithPhone().asksForCode();

        assertThat(visitor.readsCode()).hasSize(6);
        world.await(() -> assertThat(world.stores("dead-letter"))
                .extracting(line -> line.path("key").asText())
                .containsAll(poison));
        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
    }

    @Test
    @DisplayName("by e-mail goes on after SES was down, and then happens once")
    void emailDown() {
        world.fail("SendingFunction", "ses", "SendEmail", "throttle", 1);
        Instant before = world.now();
        Visitor visitor = world.aVisitorWithEmail().asksForCode();

        visitor.provesAddress();

        assertThat(visitor.requestsAccount("1990-05-17").status()).isEqualTo(201);
        world.drain();
        assertThat(successes("SendEmail", before)).containsExactlyInAnyOrder(false, true);
        assertThat(world.messages("email", visitor.address())).hasSize(1);
    }

    @Test
    @DisplayName("carries for the web the line that binds the code to the site, in one segment")
    void web() {
        Visitor visitor = world.aVisitorWithPhone().withClient("web").asksForCode();
        String code = visitor.readsCode();

        assertThat(textTo(visitor)).hasSizeLessThanOrEqualTo(70);
        assertThat(textTo(visitor).lines().toList()).endsWith("@touzhi.cn #" + code);
    }

    @Test
    @DisplayName("carries for Android the line with the app's hash, in one segment")
    void android() {
        Visitor visitor = world.aVisitorWithPhone().withClient("android").asksForCode();
        String code = visitor.readsCode();

        assertThat(textTo(visitor)).contains(code).hasSizeLessThanOrEqualTo(70);
        assertThat(textTo(visitor).lines().toList()).endsWith("AAAAAAAAAAA");
    }

    @Test
    @DisplayName("names the purpose in the language that was asked for, in one segment")
    void languages() {
        Visitor english = world.aVisitorWithPhone().withLocale("en").asksForCode();
        english.readsCode();
        Visitor chinese = world.aVisitorWithPhone().asksForCode();
        chinese.readsCode();

        assertThat(textTo(english)).contains("to sign in").hasSizeLessThanOrEqualTo(70);
        assertThat(textTo(chinese)).contains("登录").hasSizeLessThanOrEqualTo(70);
    }

    private String stateOf(Visitor visitor) {
        return visitor.seesVerification().body().path("state").asText();
    }

    private void awaitState(Visitor visitor, String state) {
        world.await(() -> assertThat(stateOf(visitor)).isEqualTo(state));
    }

    private String textTo(Visitor visitor) {
        return world.messages("sms", visitor.address()).getLast().path("text").asText();
    }

    /** Of each call whether it succeeded. */
    private List<Boolean> successes(String operation, Instant start) {
        return world.calls("SendingFunction", operation, start).stream()
                .map(call -> call.path("outcome").asText().equals("ok"))
                .toList();
    }

    private List<JsonNode> recordsOf(Visitor visitor) {
        return world.stores("stream-record").stream()
                .filter(line -> line.toString().contains(visitor.verification()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"refuse, 4", "lose-answer, 4"})
    @DisplayName("goes on when the relay failed to publish, without losing or doubling anything")
    void relay(String effect, int times) {
        world.fail("RelayFunction", "sns", "PublishBatch", effect, times);
        Visitor visitor = world.aVisitorWithPhone();
        visitor.asksForCode();

        visitor.readsCode();

        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
        assertThat(visitor.requestsCode(UUID.randomUUID().toString()).status()).isEqualTo(202);
    }
}

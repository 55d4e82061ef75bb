package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningCloud.class)
@DisplayName("Sending a code")
class SendingIT {
    private final World world;

    SendingIT(World world) {
        this.world = world;
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName("is repeated after a refusal that the provider made known, and then happens once")
    void throttled() {
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1);
        Visitor visitor = world.aVisitorWithPhone().asksForCode();

        visitor.provesAddress();

        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
        assertThat(visitor.seesVerification().body().path("state").asText()).isEqualTo("sent");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"timeout", "lose-answer", "crash"})
    @DisplayName("by SMS whose outcome nobody knows is never repeated, and counts as sent")
    void unknown(String effect) {
        world.fail("SendingFunction", "sns", "Publish", effect, 1);
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        world.awaitFaults();

        // a try that died is known for dead after half a minute
        world.advance(Duration.ofSeconds(31));
        world.await(() -> {
            assertThat(visitor.seesVerification().body().path("state").asText()).isEqualTo("sent");
            return visitor;
        });

        world.drain();
        assertThat(world.messages("sms", visitor.address())).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("that outlives the code is given up: undeliverable, the code void, the allowance back")
    void givenUp() {
        world.fail("SendingFunction", "sns", "Publish", "throttle", 1000);
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        world.awaitFaults();

        world.advance(Duration.ofMinutes(10).plusSeconds(1));

        world.await(() -> {
            Answer seen = visitor.seesVerification();
            assertThat(seen.body().path("state").asText()).isEqualTo("undeliverable");
            return seen;
        });
        world.heal();
        assertThat(visitor.tries("000000").status()).isEqualTo(410);
        assertThat(world.messages("sms", visitor.address())).isEmpty();
        for (int i = 0; i < 5; i++) {
            visitor.asksForCode();
        }
    }

    @Test
    @DisplayName("is done once, however often and in whatever order its message comes")
    void duplicates() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        visitor.readsCode();
        world.drain();
        List<JsonNode> records = recordsOf(visitor);

        assertThat(world.http()
                        .post("/_local/replay", Map.of("table", "RegistrationTable"), Map.of())
                        .status())
                .isBetween(200, 204);
        world.drain();

        assertThat(records).isNotEmpty();
        assertThat(world.messages("sms", visitor.address())).hasSize(1);
    }

    @Test
    @DisplayName("lets poison go to the dead letters, and the others through")
    void poison() {
        String good =
                "{\"messageId\":\"good\",\"receiptHandle\":\"r\",\"body\":%s,\"attributes\":{\"ApproximateReceiveCount\":\"1\"},"
                        + "\"messageAttributes\":{},\"eventSource\":\"aws:sqs\"}";
        List<String> bodies = List.of("\"{\"", "\"not json\"", "\"{\\\"specversion\\\":\\\"1.0\\\"}\"");
        for (String body : bodies) {
            Answer answer = world.http()
                    .post(
                            "/_local/invoke",
                            "{\"function\":\"SendingFunction\",\"event\":{\"Records\":[" + good.formatted(body) + "]}}",
                            Map.of());
            assertThat(answer.text()).contains("batchItemFailures").contains("good");
        }

        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        assertThat(visitor.readsCode()).hasSize(6);
    }

    @Test
    @DisplayName("by e-mail goes on after SES was down")
    void emailDown() {
        world.fail("SendingFunction", "ses", "SendEmail", "throttle", 1);
        Visitor visitor = world.aVisitorWithEmail().asksForCode();

        visitor.provesAddress();

        assertThat(visitor.requestsAccount("1990-05-17").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("carries the purpose and, for the web, the line that binds the code to the site")
    void texts() {
        Visitor web = world.aVisitorWithPhone().withClient("web").asksForCode();
        String code = web.readsCode();
        String text =
                world.messages("sms", web.address()).getLast().path("text").asText();

        assertThat(text.lines().reduce((first, last) -> last)).contains("@touzhi.cn #" + code);
        assertThat(text.length()).isLessThanOrEqualTo(70);

        Visitor english = world.aVisitorWithPhone().withLocale("en").asksForCode();
        english.readsCode();
        assertThat(world.messages("sms", english.address())
                        .getLast()
                        .path("text")
                        .asText())
                .contains("to sign in")
                .hasSizeLessThanOrEqualTo(70);
    }

    private List<JsonNode> recordsOf(Visitor visitor) {
        return world.stores().stream()
                .filter(line -> line.path("kind").asText().equals("stream-record")
                        && line.toString().contains(visitor.verification()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"refuse, 4", "lose-answer, 4", "crash, 2"})
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

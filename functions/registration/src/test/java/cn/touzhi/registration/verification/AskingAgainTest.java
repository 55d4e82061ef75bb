package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Asking for another code")
class AskingAgainTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private RegistrationRoom room;
    private String verification;

    @BeforeEach
    void aCodeWasSent() {
        room = RegistrationRoom.empty(dynamo);
        verification = ask("the-first-key-of-16").text("id");
    }

    @Test
    @DisplayName("is too early within a minute, and then silences the code before it (R13)")
    void newestCounts() {
        String old = room.codeOf(verification);
        guess("999999");
        assertThat(askAgain("another-key-of-16").isProblem(429, "too-early").header("retry-after"))
                .contains("60");

        room.clock().advance(Duration.ofSeconds(60));
        Answer again = askAgain("another-key-of-16").is(202);

        assertThat(again.json().path("number").asInt()).isEqualTo(2);
        assertThat(again.text("nextSendAt")).isEqualTo("2026-11-23T12:03:00Z");
        assertThat(again.text("codeEndsAt")).isEqualTo("2026-11-23T12:11:00Z");
        String fresh = room.codeOf(verification);
        if (!fresh.equals(old)) {
            assertThat(guess(old)
                            .isProblem(422, "wrong-code")
                            .json()
                            .path("remaining")
                            .asInt())
                    .isEqualTo(4);
        }
        guess(fresh).is(200);
    }

    @Test
    @DisplayName("with the same key again gives the same answer and sends nothing")
    void repeated() {
        room.clock().advance(Duration.ofSeconds(60));
        Answer first = askAgain("another-key-of-16");
        String code = room.codeOf(verification);

        Answer second = askAgain("another-key-of-16");

        assertThat(second.is(202).body()).isEqualTo(first.body());
        assertThat(room.codeOf(verification)).isEqualTo(code);
        askAgain("one-more-key-of-16").isProblem(429, "too-early");
    }

    @Test
    @DisplayName("with any key that was used before sends nothing, late as it may come")
    void repeatedLate() {
        room.clock().advance(Duration.ofSeconds(60));
        askAgain("another-key-of-16").is(202);
        room.clock().advance(Duration.ofSeconds(120));
        askAgain("one-more-key-of-16").is(202);
        String code = room.codeOf(verification);
        room.clock().advance(Duration.ofSeconds(180));

        Answer late = askAgain("another-key-of-16").is(202);

        assertThat(late.json().path("number").asInt()).isEqualTo(3);
        assertThat(room.codeOf(verification)).isEqualTo(code);
    }

    @Test
    @DisplayName("of a verification whose key was used before and has ended is counted like any other (R4)")
    void keyOfOld() {
        room.sent(verification);
        room.clock().advance(Duration.ofSeconds(60));
        askAgain("another-key-of-16").is(202);
        room.sent(verification);
        room.clock().advance(Duration.ofMinutes(20));

        ask("the-first-key-of-16").is(202);
        room.sent(verification);
        room.clock().advance(Duration.ofSeconds(60));
        askAgain("another-key-of-16").is(202);

        assertThat(counted()).isEqualTo(4);
    }

    @Test
    @DisplayName("gives back what the one before had cost, if nobody had begun to send it (R16)")
    void unsent() {
        for (int i = 0; i < 7; i++) {
            room.clock().advance(Duration.ofMinutes(5));
            askAgain("another-key-of-16-" + i).is(202);
            assertThat(counted()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("gives nothing back where the one before was guessed at, though nobody had begun to send it (R3)")
    void unsentButGuessed() {
        guess("999999");
        room.clock().advance(Duration.ofSeconds(60));

        askAgain("another-key-of-16").is(202);

        assertThat(counted()).isEqualTo(2);
    }

    @Test
    @DisplayName("in parallel sends one message and tells everybody of it or that it is too early")
    void parallel() {
        room.clock().advance(Duration.ofSeconds(60));

        var statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> askAgain("parallel-key-of-16-" + i).status())
                .toList();

        assertThat(statuses).containsOnly(202, 429);
        assertThat(statuses.stream().filter(status -> status == 202)).hasSize(1);
        assertThat(room.itemOf(verification).get("number").n()).isEqualTo("2");
    }

    @Test
    @DisplayName("with one key in parallel gives everybody the same answer (R15)")
    void parallelTwins() {
        room.clock().advance(Duration.ofSeconds(60));

        Stream<String> bodies = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> askAgain("another-key-of-16").is(202).body());

        assertThat(bodies.distinct()).hasSize(1);
    }

    @Test
    @DisplayName("waits longer each time, and ends at the address's limit")
    void growing() {
        int[] waits = {60, 120, 180, 300};
        for (int i = 0; i < waits.length; i++) {
            room.sent(verification);
            room.clock().advance(Duration.ofSeconds(waits[i] - 1));
            askAgain("growing-key-of-16-" + i).isProblem(429, "too-early");
            room.clock().advance(Duration.ofSeconds(1));
            askAgain("growing-key-of-16-" + i).is(202);
        }
        room.sent(verification);
        room.clock().advance(Duration.ofMinutes(5));
        askAgain("growing-key-of-16-5").isProblem(429, "too-many-codes");
    }

    @Test
    @DisplayName("goes on where a first try died between its two writes, and is counted once")
    void interrupted() {
        room.sent(verification);
        room.clock().advance(Duration.ofSeconds(60));
        var before = room.itemOf(verification);
        askAgain("another-key-of-16").is(202);
        dynamo.client().putItem(put -> put.tableName(RegistrationTable.NAME).item(before));

        Answer again = askAgain("another-key-of-16").is(202);

        assertThat(again.json().path("number").asInt()).isEqualTo(2);
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    @DisplayName("is over once the proof was used, and finds nothing once the verification has ended")
    void over() {
        dynamo.client().updateItem(update -> update.tableName(RegistrationTable.NAME)
                .key(RegistrationTable.verificationKey(new VerificationId(verification)))
                .updateExpression("SET usedAt = :now")
                .expressionAttributeValues(Map.of(":now", seconds(room.clock().instant()))));
        askAgain("another-key-of-16").isProblem(410, "verification-over");

        room.clock().advance(Duration.ofMinutes(20));
        askAgain("another-key-of-16").isProblem(404, "no-such-verification");
    }

    private static int counted() {
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.containsKey("sends"))
                .mapToInt(item -> item.get("sends").l().size())
                .sum();
    }

    private Answer ask(String key) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json("{\"channel\":\"email\",\"address\":\"Li@Example.com\",\"purpose\":\"enter\","
                        + "\"locale\":\"en\",\"client\":\"android\"}")
                .send();
    }

    private Answer askAgain(String key) {
        return room.call("POST", "/v1/verifications/" + verification + "/sends")
                .key(key)
                .send();
    }

    private Answer guess(String guessed) {
        return room.call("POST", "/v1/verifications/" + verification + "/attempts")
                .json("{\"code\":\"" + guessed + "\"}")
                .send();
    }
}

package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause("5")
@DisplayName("A guess at a code")
class GuessingTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private RegistrationRoom room;
    private String verification;
    private String code;

    @BeforeEach
    void aCodeWasSent() {
        room = RegistrationRoom.empty(dynamo);
        verification = ask("a-key-of-16-chars", "13800138000").text("id");
        code = room.codeOf(verification);
    }

    @Test
    @DisplayName("that is right gives a proof, and again when the answer was lost (R8)")
    void right() {
        Answer first = guess(code);
        Answer again = guess(code);

        assertThat(first.is(200).text("proof")).hasSizeBetween(100, 500);
        assertThat(first.text("expiresAt")).isEqualTo("2026-11-23T12:20:00Z");
        assertThat(again.is(200).text("expiresAt")).isEqualTo(first.text("expiresAt"));
    }

    @Test
    @DisplayName("that is wrong says how many are left, also after a right one (R9)")
    void wrong() {
        assertThat(guess(wrong(code))
                        .isProblem(422, "wrong-code")
                        .json()
                        .path("remaining")
                        .asInt())
                .isEqualTo(4);
        guess(code).is(200);
        assertThat(guess(wrong(code))
                        .isProblem(422, "wrong-code")
                        .json()
                        .path("remaining")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "takes one round trip and one write unit, and two more side by side where a text message's code was right")
    void budget() {
        var wrong = dynamo.requestsOf(() -> guess(wrong(code)));
        var right = dynamo.requestsOf(() -> guess(code));

        assertThat(List.of(wrong.size(), WriteUnits.of(wrong))).containsOnly(1);
        assertThat(List.of(right.size(), WriteUnits.of(right))).containsOnly(3);
    }

    @Test
    @DisplayName(
            "is compared five times at most, however many come at once, and then not even the right one counts (R1, R2)")
    void parallel() throws Exception {
        Callable<Answer> wrong = () -> guess(wrong(code));

        try (var threads = Executors.newFixedThreadPool(16)) {
            var answers = threads
                    .invokeAll(Stream.generate(() -> wrong).limit(50).toList())
                    .stream()
                    .map(answer -> answer.resultNow().status())
                    .toList();

            assertThat(answers).containsOnly(422, 410);
            assertThat(answers.stream().filter(status -> status == 422)).hasSize(5);
        }
        guess(code).isProblem(410, "code-burnt");
    }

    @Test
    @DisplayName("is counted over all codes of an address: asking anew ends at the limit of messages (R3, R4)")
    void overAllCodes() {
        int compared = 0;
        for (int asked = 0; asked < 8; asked++) {
            room.clock().advance(Duration.ofMinutes(5));
            Answer answer = ask("another-key-of-16-" + asked, "13800138000");
            compared += answer.status() == 202 ? comparedAt(answer.text("id")) : 0;
        }

        // one message of five an hour went to the one before
        assertThat(compared).isEqualTo(4 * 5);
    }

    @Test
    @DisplayName("is counted over all messages of a day, however they are asked for: 50 are compared at most (R3, R4)")
    void overTheDay() {
        int compared = 0;
        for (int minute = 0; minute < 23 * 60; minute += 30) {
            // two verifications, again and again under their old keys, and further messages of both
            for (String key : List.of("a-key-of-16-chars", "another-key-of-16")) {
                Answer asked = ask(key, "13800138000");
                String id = asked.status() == 202 ? asked.text("id") : verification;
                compared += comparedAt(id);
                room.call("POST", "/v1/verifications/" + id + "/sends")
                        .key("send-key-of-16-" + minute)
                        .send();
                compared += comparedAt(id);
            }
            room.clock().advance(Duration.ofMinutes(30));
        }

        assertThat(compared).isGreaterThan(25).isLessThanOrEqualTo(50);
    }

    @Test
    @DisplayName("is compared 100 times at most in any 24 hours, whoever asks for the codes and however (R3, R4, R26)")
    void overAnyDay() {
        List<Instant> compared = new ArrayList<>();
        List<String> codes = new ArrayList<>(List.of(verification));
        for (int round = 0; round < 26 * 60 / 9; round++) {
            // as late as a code can be guessed at
            room.clock().advance(Duration.ofMinutes(9));
            codes.forEach(id -> IntStream.range(0, comparedAt(id))
                    .forEach(guess -> compared.add(room.clock().instant())));
            codes.clear();
            codes.addAll(askedInEveryWay(round));
        }

        for (Instant day : compared) {
            assertThat(compared)
                    .filteredOn(at -> !at.isBefore(day) && at.isBefore(day.plus(Duration.ofDays(1))))
                    .hasSizeLessThanOrEqualTo(100);
        }
        assertThat(compared).hasSizeGreaterThan(90);
    }

    /** By a stranger, one who has solved the harder challenge, and a known device, and once more each time. */
    private List<String> askedInEveryWay(int round) {
        String token = room.deviceToken(Channel.SMS, "+8613800138000");
        List<Answer> asked = new ArrayList<>();
        asked.add(askWith("stranger-key-of-16-" + round, ""));
        asked.add(askWith("harder-key-of-16-" + round, ",\"challenge\":\"" + room.solved("harder") + "\""));
        asked.add(askWith("known-key-of-16-" + round, ",\"deviceToken\":\"" + token + "\""));
        List<String> ids = asked.stream()
                .filter(answer -> answer.status() == 202)
                .map(answer -> answer.text("id"))
                .toList();
        if (round % 3 == 0) {
            // the first message of each never goes out, and is given back
            room.clock().advance(Duration.ofMinutes(1));
            ids.forEach(id -> room.call("POST", "/v1/verifications/" + id + "/sends")
                    .from("2001:db8:1:" + round + "::1")
                    .key("further-key-of-16-" + round)
                    .send());
        }
        return ids;
    }

    private Answer askWith(String key, String field) {
        return room.call("POST", "/v1/verifications")
                .from("2001:db8:0:" + Integer.toHexString(key.hashCode() & 0xffff) + "::1")
                .key(key)
                .json("{\"channel\":\"sms\",\"address\":\"13800138000\",\"purpose\":\"enter\",\"locale\":\"en\","
                        + "\"client\":\"ios\"" + field + "}")
                .send();
    }

    private int comparedAt(String id) {
        int compared = 0;
        while (guess(id, "999999").status() == 422) {
            compared++;
        }
        return compared;
    }

    @Test
    @DisplayName("that was right and the last that is allowed is right again when its answer was lost (R8)")
    void lastRepeated() {
        guessWrongly(4);
        String expiresAt = guess(code).is(200).text("expiresAt");

        assertThat(guess(code).is(200).text("expiresAt")).isEqualTo(expiresAt);
        guess(wrong(code)).isProblem(410, "code-burnt");
    }

    @Test
    @DisplayName("that was wrong and the last that is allowed is no better when repeated")
    void lastWrong() {
        guessWrongly(5);

        guess(wrong(code)).isProblem(410, "code-burnt");
        guess(code).isProblem(410, "code-burnt");
    }

    @Test
    @DisplayName("is counted once when the table's answer was lost and the SDK asks again")
    void repeatedBySdk() {
        RegistrationRoom flaky = new RegistrationRoom(RepeatingDynamo.of(dynamo.client()));
        List<Integer> remaining = Stream.generate(
                        () -> flaky.call("POST", "/v1/verifications/" + verification + "/attempts")
                                .json("{\"code\":\"" + wrong(code) + "\"}")
                                .send()
                                .isProblem(422, "wrong-code")
                                .json()
                                .path("remaining")
                                .asInt())
                .limit(5)
                .toList();

        assertThat(remaining).containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    @DisplayName("with the code of another verification is wrong, of the same address too (R6)")
    void foreignCode() {
        String other = ask("another-key-of-16", "13800138000").text("id");
        String foreign = room.codeOf(other);

        assertThat(guess(verification, foreign).status()).isEqualTo(foreign.equals(code) ? 200 : 422);
        moveCode(other, verification);
        guess(verification, foreign).isProblem(422, "wrong-code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose", "addressDigest", "number"})
    @DisplayName("is bound to purpose, address and message: moved to another it is wrong (R6, R7)")
    void bound(String attribute) {
        AttributeValue other =
                switch (attribute) {
                    case "purpose" -> text("confirm");
                    case "number" -> AttributeValue.fromN("2");
                    default -> text("0".repeat(64));
                };

        set(verification, attribute, other);

        guess(code).isProblem(422, "wrong-code");
    }

    @Test
    @DisplayName("comes too late after ten minutes and is told so, while the verification lasts (R12)")
    void late() {
        room.clock().advance(Duration.ofMinutes(10).minusSeconds(1));
        guess(code).is(200);

        room.clock().advance(Duration.ofSeconds(1));
        guess(code).isProblem(410, "code-expired");
    }

    @Test
    @DisplayName("finds nothing once the verification has ended, though the table still holds it (R14)")
    void ended() {
        room.clock().advance(Duration.ofMinutes(20));

        assertThat(room.itemOf(verification)).isNotEmpty();
        guess(code).isProblem(404, "no-such-verification");
        room.call("GET", "/v1/verifications/" + verification).send().isProblem(404, "no-such-verification");
    }

    @Test
    @DisplayName("counts no more once the proof was used, right or wrong (R9)")
    void used() {
        set(verification, "usedAt", seconds(room.clock().instant()));

        guess(code).isProblem(410, "verification-over");
        guess(wrong(code)).isProblem(410, "verification-over");
    }

    @Test
    @DisplayName("counts no more where the message could not be delivered")
    void undeliverable() {
        set(verification, "state", text("undeliverable"));

        guess(code).isProblem(410, "code-undeliverable");
    }

    @Test
    @DisplayName("at a verification that was never there finds nothing and makes nothing")
    void unknown() {
        guess("AAAAAAAAAAAAAAAAAAAAAA", "123456").isProblem(404, "no-such-verification");
        guess("nope", "123456").isProblem(404, "no-such-verification");

        assertThat(room.itemOf("AAAAAAAAAAAAAAAAAAAAAA")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"code\":null}",
                "{\"code\":\"12345\"}",
                "{\"code\":\"１２３４５６\"}",
                "{\"code\":123456}",
                "{\"code\":[\"123456\"]}"
            })
    @DisplayName("that is malformed is refused and counts not")
    void malformed(String body) {
        room.call("POST", "/v1/verifications/" + verification + "/attempts")
                .json(body)
                .send()
                .isProblem(400, "malformed-request");

        assertThat(room.itemOf(verification).get("guesses").n()).isEqualTo("0");
    }

    @Test
    @DisplayName("that is wrong leaves its refusal in the log, but none leaves code, address or proof there (R35)")
    void log() {
        Answer right = guess(code);
        guess(wrong(code));

        assertThat(room.log()).anyMatch(line -> line.contains("\"problem\":\"wrong-code\""));
        assertThat(String.join("\n", room.log()))
                .doesNotContain(code)
                .doesNotContain("13800138000")
                .doesNotContain(right.text("proof"));
    }

    private Answer ask(String key, String address) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json("{\"channel\":\"sms\",\"address\":\"" + address
                        + "\",\"purpose\":\"enter\",\"locale\":\"en\",\"client\":\"android\"}")
                .send();
    }

    private Answer guess(String guessed) {
        return guess(verification, guessed);
    }

    private Answer guess(String at, String guessed) {
        return room.call("POST", "/v1/verifications/" + at + "/attempts")
                .json("{\"code\":\"" + guessed + "\"}")
                .send();
    }

    private void guessWrongly(int times) {
        for (int i = 0; i < times; i++) {
            guess(wrong(code)).isProblem(422, "wrong-code");
        }
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private void moveCode(String from, String to) {
        set(to, "codeDigest", room.itemOf(from).get("codeDigest"));
    }

    private void set(String id, String attribute, AttributeValue value) {
        dynamo.client().updateItem(update -> update.tableName(RegistrationTable.NAME)
                .key(RegistrationTable.verificationKey(new VerificationId(id)))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }
}

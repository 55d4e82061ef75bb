package cn.touzhi.registration.verification;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

@DisplayName("Asking for a code")
class AskingTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static final String PHONE = "13800138000";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private RegistrationRoom room;

    @BeforeEach
    void emptyTables() {
        room = RegistrationRoom.empty(dynamo);
    }

    @Test
    @DisplayName("is accepted, and tells when the next may be asked for and when the code ends")
    void accepted() {
        Answer answer = ask("a-key-of-16-chars", PHONE);

        answer.is(202);
        assertThat(answer.text("id")).hasSize(22);
        assertThat(answer.json().path("number").asInt()).isEqualTo(1);
        assertThat(answer.text("nextSendAt")).isEqualTo("2026-11-23T12:01:00Z");
        assertThat(answer.text("codeEndsAt")).isEqualTo("2026-11-23T12:10:00Z");
    }

    @Test
    @DisplayName("stores the address and the code sealed, and the event beside them")
    void stored() {
        Answer answer = ask("a-key-of-16-chars", PHONE);

        Map<String, AttributeValue> item = room.itemOf(answer.text("id"));
        assertThat(item.toString()).doesNotContain("13800138000").doesNotContain(room.codeOf(answer.text("id")));
        assertThat(item.get("event").m().get("type").s()).isEqualTo("cn.touzhi.registration.CodeRequested.v1");
        assertThat(item.get("event").m().get("data").m().get("verification").s())
                .isEqualTo(answer.text("id"));
        assertThat(item.get("expiresAt").n())
                .isEqualTo(Long.toString(Instant.parse("2026-11-23T12:20:00Z").getEpochSecond()));
    }

    @Test
    @DisplayName(
            "takes four round trips, the breakers read before anything is counted, and three write units, keys being"
                    + " cached")
    void budget() {
        ask("the-day-key-is-made", "13800138001");

        var requests = dynamo.requestsOf(() -> ask("a-key-of-16-chars", PHONE));

        assertThat(requests).hasSize(4);
        // what a breaker refuses must leave nothing by which its twin could pass
        assertThat(requests.getFirst()).isInstanceOf(BatchGetItemRequest.class);
        assertThat(WriteUnits.of(requests)).isEqualTo(3);
        assertThat(sizeOf(room.itemOf(ask("a-key-of-16-chars", PHONE).text("id"))))
                .isLessThanOrEqualTo(1024);
    }

    @Test
    @DisplayName("again with the same key and body gives the same answer and sends nothing")
    void repeated() {
        Answer first = ask("a-key-of-16-chars", PHONE);
        Map<String, AttributeValue> item = room.itemOf(first.text("id"));
        room.clock().advance(MINUTE);

        Answer second = ask("a-key-of-16-chars", "+86 138-0013-8000");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(room.itemOf(first.text("id"))).isEqualTo(item);
        assertThat(counterSends()).isEqualTo(1);
    }

    @Test
    @DisplayName("again with the same key but another body is refused")
    void keyReused() {
        ask("a-key-of-16-chars", PHONE);

        Answer other = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(body(PHONE).replace("zh-CN", "en"))
                .send();

        other.isProblem(422, "idempotency-key-reused");
    }

    @Test
    @DisplayName("again, when the first try died between its two writes, goes on where that stopped")
    void interrupted() {
        String id = ask("a-key-of-16-chars", PHONE).text("id");
        dynamo.client().deleteItem(delete -> delete.tableName(RegistrationTable.NAME)
                .key(RegistrationTable.verificationKey(new VerificationId(id))));

        Answer again = ask("a-key-of-16-chars", PHONE);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(id);
        assertThat(room.itemOf(id)).isNotEmpty();
        assertThat(counterSends()).isEqualTo(1);
    }

    @Test
    @DisplayName("again with the key of a verification that has ended is a new wish, and counted")
    void keyOfOld() {
        String id = ask("a-key-of-16-chars", PHONE).text("id");
        String firstCode = room.codeOf(id);
        room.clock().advance(Duration.ofMinutes(20));

        Answer again = ask("a-key-of-16-chars", PHONE);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("codeEndsAt")).isEqualTo("2026-11-23T12:30:00Z");
        assertThat(counterSends()).isEqualTo(2);
        assertThat(firstCode).hasSize(6);
    }

    @Test
    @DisplayName("anew under an old key is counted once though the table's answer is lost and asked for again")
    void keyOfOldRepeated() {
        room = new RegistrationRoom(RepeatingDynamo.of(dynamo.client()));
        ask("a-key-of-16-chars", PHONE).is(202);
        room.clock().advance(Duration.ofMinutes(20));

        ask("a-key-of-16-chars", PHONE).is(202);

        assertThat(counterSends()).isEqualTo(2);
    }

    @Test
    @DisplayName("is refused from the sixth within an hour on, until the first of them is an hour old")
    void perHour() {
        IntStream.range(0, 5).forEach(i -> {
            ask("a-key-of-16-chars-" + i, PHONE).is(202);
            room.clock().advance(Duration.ofMinutes(5));
        });

        ask("a-key-of-16-chars-5", PHONE).isProblem(429, "too-many-codes");
        assertThat(ask("a-key-of-16-chars-5", PHONE).header("retry-after")).contains("2100");

        room.clock().advance(Duration.ofMinutes(35));
        ask("a-key-of-16-chars-5", PHONE).is(202);
    }

    @Test
    @DisplayName("is refused from the eleventh within a day on, and the counter does not grow without end")
    void perDay() {
        room = new RegistrationRoom(
                dynamo.client(), Map.of("HARDER_SENDS_PER_HOUR", "5", "HARDER_SENDS_PER_DAY", "10"));
        IntStream.range(0, 10).forEach(i -> {
            ask("a-key-of-16-chars-" + i, PHONE).is(202);
            room.clock().advance(Duration.ofMinutes(61));
        });
        ask("one-key-too-many-", PHONE).isProblem(429, "too-many-codes");

        IntStream.range(0, 15).forEach(i -> {
            room.clock().advance(Duration.ofHours(20));
            ask("later-key-of-16-chars-" + i, PHONE).is(202);
        });
        assertThat(counterSends()).isLessThanOrEqualTo(20);
    }

    @Test
    @DisplayName("counts a message that was asked for twice at once only once")
    void parallel() {
        IntStream.range(0, 16).parallel().forEach(i -> ask("a-key-of-16-chars", PHONE)
                .is(202));

        assertThat(counterSends()).isEqualTo(1);
    }

    @Test
    @DisplayName("in parallel never passes the limit")
    void parallelLimit() {
        room = new RegistrationRoom(dynamo.client(), Map.of("OPEN_VERIFICATIONS", "10"));
        long accepted = IntStream.range(0, 20)
                .parallel()
                .filter(i -> ask("a-key-of-16-chars-" + i, PHONE).status() == 202)
                .count();

        assertThat(accepted).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613800138000", "0086 138 0013 8000", "１３８００１３８０００", "+86 (138) 0013-8000"})
    @DisplayName("counts every notation of a number as one address")
    void notations(String notation) {
        ask("a-key-of-16-chars", PHONE);

        ask("another-key-of-16-chars", notation).is(202);

        assertThat(counterSends()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "sms, 010-62345678",
        "sms, +85291234567",
        "sms, 13800138000x5",
        "sms, 1380013",
        "sms, zhang@example.com",
        "email, 13800138000",
        "email, li@localhost",
        "email, 'li,wang@example.com'"
    })
    @DisplayName("is refused for what no code can be sent to, and writes nothing (R24)")
    void notAccepted(String channel, String address) {
        Answer answer = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(body(address).replace("\"sms\"", "\"" + channel + "\""))
                .send();

        answer.isProblem(422, "address-not-accepted");
        assertThat(answer.body()).doesNotContain(address);
        assertThat(dynamo.items(RegistrationTable.NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "fifteen-letters",
                "a key with spaces in it",
                "schlüssel-mit-umlaut",
                "\"open-quoted-string"
            })
    @DisplayName("is refused without a key of 16 to 255 visible ASCII characters")
    void badKey(String key) {
        ask(key, PHONE).isProblem(400, "malformed-request");
        room.call("POST", "/v1/verifications").json(body(PHONE)).send().isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("takes the key as a quoted string too, and means the same by it")
    void quotedKey() {
        Answer bare = ask("a-key-of-16-chars", PHONE);

        assertThat(ask("\"a-key-of-16-chars\"", PHONE).text("id")).isEqualTo(bare.text("id"));
    }

    @Test
    @DisplayName("gives a browser a device of its own, once")
    void browser() {
        String web = body(PHONE).replace("ios", "web");

        Answer first = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(web)
                .send();
        assertThat(first.cookies())
                .singleElement()
                .asString()
                .matches(
                        "__Host-device=[A-Za-z0-9_-]{43}; Path=/; Max-Age=15552000; Secure; HttpOnly; SameSite=Strict");

        Answer second = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .cookies(first.cookies().getFirst().split(";", 2)[0])
                .json(web)
                .send();
        assertThat(second.cookies()).isEmpty();
        assertThat(ask("another-key-of-16", PHONE).cookies()).isEmpty();
    }

    @Test
    @DisplayName("tells how it stands, and nothing to who asks for another")
    void standing() {
        String id = ask("a-key-of-16-chars", PHONE).text("id");

        Answer standing = room.call("GET", "/v1/verifications/" + id).send();

        assertThat(standing.status()).isEqualTo(200);
        assertThat(standing.text("state")).isEqualTo("sending");
        assertThat(standing.json().path("guessesLeft").asInt()).isEqualTo(5);
        room.call("GET", "/v1/verifications/AAAAAAAAAAAAAAAAAAAAAA").send().isProblem(404, "no-such-verification");
        room.call("GET", "/v1/verifications/nope").send().isProblem(404, "no-such-verification");
    }

    private Answer ask(String key, String address) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json(body(address))
                .send();
    }

    private static String body(String address) {
        return """
                {"channel":"sms","address":"%s","purpose":"enter","locale":"zh-CN","client":"ios"}""".formatted(address);
    }

    private int counterSends() {
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.get("sk").s().equals("SENDS"))
                .mapToInt(item -> item.get("sends").l().size())
                .sum();
    }

    /** As DynamoDB counts: names and values, text in UTF-8, numbers at two digits a byte. */
    private static int sizeOf(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + sizeOf(entry.getValue()))
                .sum();
    }

    private static int sizeOf(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case N -> value.n().length() / 2 + 2;
            case B -> value.b().asByteArray().length;
            case M -> 3 + value.m().size() + sizeOf(value.m());
            default -> throw new AssertionError("not in this item");
        };
    }
}

package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause("5")
@DisplayName("Whoever asks for codes")
class LimitsTest {
    private static final String PHONE = "13800138000";
    private static final Map<String, String> FEW = Map.of("CLIENT_SENDS_FREE", "3", "CLIENT_SENDS", "5");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private RegistrationRoom room;
    private int asked;

    @BeforeEach
    void emptyTables() {
        room = RegistrationRoom.empty(dynamo);
    }

    // ---- by network

    @Test
    @DisplayName(
            "needs a challenge from the fourth of a network on, where three are free, and gets none after the fifth"
                    + " until the hour ends (R26)")
    void perClient() {
        room = new RegistrationRoom(dynamo.client(), FEW);
        room.clock().advance(Duration.ofMinutes(20));
        Call first = call().key("the-first-key-of-16");
        first.ask().is(202);
        IntStream.range(1, 3).forEach(i -> call().ask().is(202));

        Answer fourth = call().ask().isProblem(403, "challenge-needed");
        assertThat(fourth.text("level")).isEqualTo("normal");
        call().from("198.51.100.9").ask().is(202);
        call().challenge(room.solved("normal")).ask().is(202);
        call().challenge(room.solved("harder")).ask().is(202);
        Answer sixth = call().challenge(room.solved("normal")).ask().isProblem(429, "too-many-requests-from-here");
        assertThat(sixth.header("retry-after")).contains("2400");
        first.ask().is(202);

        room.clock().advance(Duration.ofMinutes(40));
        call().ask().is(202);
    }

    @Test
    @DisplayName("never passes the limits of a network in parallel, and counts once for each wish")
    void perClientInParallel() {
        room = new RegistrationRoom(dynamo.client(), FEW);
        List<Call> calls = Stream.generate(this::call).limit(16).toList();
        List<Call> solved = Stream.generate(() -> call().challenge(room.solved("normal")))
                .limit(8)
                .toList();

        assertThat(accepted(Stream.concat(calls.stream(), calls.stream()).toList()) / 2)
                .isEqualTo(3);
        assertThat(accepted(solved)).isEqualTo(2);
    }

    @Test
    @DisplayName("comes from one network with all of an IPv6 /64, and with an IPv4 address mapped into IPv6")
    void networks() {
        room = new RegistrationRoom(dynamo.client(), Map.of("CLIENT_SENDS_FREE", "1"));
        for (String first : List.of("2001:db8:0:1::1", "2001:db8:0:2::1", "198.51.100.7", "198.51.100.8")) {
            call().from(first).ask().is(202);
        }

        for (String again : List.of("2001:db8:0:1:ffff::2", "::ffff:198.51.100.7", "198.51.100.8")) {
            call().from(again).ask().isProblem(403, "challenge-needed");
        }
    }

    @Test
    @DisplayName("takes nothing from an address's owner where their network is refused, nor from their network where"
            + " the address is")
    void refusedCountsNowhere() {
        room = new RegistrationRoom(dynamo.client(), Map.of("CLIENT_SENDS_FREE", "4"));
        IntStream.range(0, 3).forEach(i -> call().to(PHONE).ask().is(202));
        IntStream.range(0, 3).forEach(i -> call().to(PHONE).ask().isProblem(429, "too-many-open"));
        call().ask().is(202);

        call().to("13900139000").ask().isProblem(403, "challenge-needed");

        assertThat(sendsOf("13900139000")).isZero();
    }

    @Test
    @DisplayName("pays for a new message under an old key, and for a further one, as for any other")
    void anewAndFurther() {
        room = new RegistrationRoom(dynamo.client(), FEW);
        Call first = call().to(PHONE).key("the-first-key-of-16");
        String id = first.ask().is(202).text("id");
        room.clock().advance(Duration.ofMinutes(20));
        first.ask().is(202);
        room.clock().advance(Duration.ofMinutes(1));
        again(id, "further-key-of-16-1").is(202);
        again(id, "further-key-of-16-1").is(202);

        room.clock().advance(Duration.ofMinutes(2));
        again(id, "further-key-of-16-2").isProblem(403, "challenge-needed");
        call().ask().isProblem(403, "challenge-needed");
    }

    // ---- known devices

    @Test
    @DisplayName(
            "from a device that is known to the address has five an hour and ten a day that strangers can't use up")
    void known() {
        room = new RegistrationRoom(dynamo.client(), Map.of("CLIENT_SENDS_FREE", "3"));
        IntStream.range(0, 3).forEach(i -> call().to(PHONE).ask().is(202));
        call().to(PHONE).ask().isProblem(403, "challenge-needed");
        String token = room.deviceToken(Channel.SMS, "+86" + PHONE);

        List<Call> known =
                Stream.generate(() -> call().to(PHONE).device(token)).limit(12).toList();
        assertThat(accepted(known)).isEqualTo(5);
        Answer sixth = call().to(PHONE).device(token).ask().isProblem(429, "too-many-codes");
        assertThat(sixth.json().has("challenge")).isFalse();

        room.clock().advance(Duration.ofMinutes(61));
        String id = call().to(PHONE).device(token).ask().is(202).text("id");
        assertThat(guessesLeft(id)).isEqualTo(3);
        room.clock().advance(Duration.ofMinutes(1));
        again(id, "further-key-of-16").is(202);
        assertThat(guessesLeft(id)).isEqualTo(3);
        // the one before was never sent
        assertThat(listOf(PHONE, "known")).hasSize(6);
    }

    @Test
    @DisplayName("is known by a cookie in a browser, and a stranger with another address's token, or an old one")
    void whoIsKnown() {
        room = new RegistrationRoom(dynamo.client(), Map.of("CLIENT_SENDS_FREE", "1"));
        call().ask().is(202);
        String token = room.deviceToken(Channel.SMS, "+86" + PHONE);

        call().to("13900139000").device(token).ask().isProblem(403, "challenge-needed");
        call().to(PHONE).device("nonsense").ask().isProblem(403, "challenge-needed");
        call().to(PHONE).device(token).web().ask().isProblem(403, "challenge-needed");
        call().to(PHONE).cookie(token).ask().isProblem(403, "challenge-needed");
        call().to(PHONE).cookie(token).web().ask().is(202);

        room.clock().advance(Duration.ofDays(365).minusSeconds(1));
        call().ask().is(202);
        call().to(PHONE).device(token).ask().is(202);
        room.clock().advance(Duration.ofSeconds(1));
        call().ask().is(202);
        call().to(PHONE).device(token).ask().isProblem(403, "challenge-needed");
    }

    @Test
    @DisplayName("from a known device takes two round trips")
    void knownBudget() {
        Call known = call().to(PHONE).device(room.deviceToken(Channel.SMS, "+86" + PHONE));
        call().ask().is(202);

        assertThat(dynamo.requestsOf(() -> known.ask().is(202))).hasSize(2);
    }

    // ---- one address

    @Test
    @DisplayName("gets ten an hour and twenty a day for an address with a harder challenge for each of the second half,"
            + " whose codes bear two guesses")
    void harder() {
        room = new RegistrationRoom(dynamo.client(), Map.of("OPEN_VERIFICATIONS", "10", "HARDER_SENDS_PER_HOUR", "7"));
        IntStream.range(0, 5).forEach(i -> call().to(PHONE).ask().is(202));

        Answer sixth = call().to(PHONE).ask().isProblem(429, "too-many-codes");
        assertThat(sixth.text("challenge")).isEqualTo("harder");
        call().to(PHONE).challenge(room.solved("normal")).ask().isProblem(429, "too-many-codes");
        List<Call> calls = Stream.generate(() -> call().to(PHONE).challenge(room.solved("harder")))
                .limit(8)
                .toList();
        assertThat(accepted(calls)).isEqualTo(2);
        Answer eighth = call().to(PHONE).ask().isProblem(429, "too-many-codes");
        assertThat(eighth.json().has("challenge")).isFalse();
        assertThat(dynamo.items(RegistrationTable.NAME).stream()
                        .filter(item -> item.containsKey("guessLimit"))
                        .map(item -> item.get("guessLimit").n()))
                .containsOnly("5", "2");

        // a harder challenge doesn't make a code that needs none any worse
        String id = call().to("13900139000")
                .challenge(room.solved("harder"))
                .ask()
                .is(202)
                .text("id");
        assertThat(guessesLeft(id)).isEqualTo(5);
    }

    @Test
    @DisplayName("gets twenty a day and no more, whatever the challenge")
    void harderDay() {
        int accepted = 0;
        for (int i = 0; i < 30; i++) {
            accepted += call().to(PHONE).challenge(room.solved("harder")).ask().status() == 202 ? 1 : 0;
            room.clock().advance(Duration.ofMinutes(40));
        }

        assertThat(accepted).isEqualTo(20);
    }

    @Test
    @DisplayName(
            "may have three verifications of an address open, which don't silence each other, and a fourth when the"
                    + " oldest has ended")
    void open() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(i -> {
                    room.clock().advance(Duration.ofMinutes(1));
                    return call().to(PHONE).ask().is(202).text("id");
                })
                .toList();

        assertThat(call().to(PHONE).ask().isProblem(429, "too-many-open").header("retry-after"))
                .contains("480");
        ids.forEach(id -> room.call("POST", "/v1/verifications/" + id + "/attempts")
                .json("{\"code\":\"" + room.codeOf(id) + "\"}")
                .send()
                .is(200));
        room.clock().advance(Duration.ofMinutes(8).minusSeconds(1));
        call().to(PHONE).ask().isProblem(429, "too-many-open");
        room.clock().advance(Duration.ofSeconds(1));
        call().to(PHONE).ask().is(202);
    }

    @Test
    @DisplayName("never has more than three open in parallel")
    void openInParallel() {
        assertThat(accepted(Stream.generate(() -> call().to(PHONE)).limit(12).toList()))
                .isEqualTo(3);
    }

    // ---- the challenge

    @Test
    @DisplayName("solves each challenge for one wish, however its solution is written, and for that again")
    void solvedOnce() {
        String solution = room.solved("normal");
        Call wish = call().challenge(solution);
        wish.ask().is(202);

        wish.ask().is(202);
        call().challenge(solution).ask().isProblem(403, "challenge-not-solved");
        String rewritten =
                new String(Base64.getDecoder().decode(solution), StandardCharsets.UTF_8).replace("{", "{\"took\":12, ");
        call().challenge(encoded(rewritten)).ask().isProblem(403, "challenge-not-solved");
    }

    @Test
    @DisplayName("solves a challenge in its time, once in parallel too")
    void solvedInTime() {
        String late = room.solved("normal");
        String shared = room.solved("normal");
        assertThat(accepted(
                        Stream.generate(() -> call().challenge(shared)).limit(8).toList()))
                .isEqualTo(1);

        room.clock().advance(Duration.ofMinutes(10));
        call().challenge(late).ask().isProblem(403, "challenge-not-solved");
    }

    @Test
    @DisplayName("gains nothing by changing what was signed")
    void forged() {
        String sound = new String(Base64.getDecoder().decode(room.solved("normal")), StandardCharsets.UTF_8);

        for (String[] change : new String[][] {
            {"level=normal", "level=harder"},
            {"expires=1", "expires=9"},
            {"normal&", "normal&1"},
            {"SHA-256", "SHA-512"},
            {"{", "{\"salt\":\"x\","},
            {"}", ""},
            {"}", "}}"},
            {"\"number\":", "\"number\":1"}
        }) {
            call().challenge(encoded(sound.replace(change[0], change[1]))).ask().isProblem(403, "challenge-not-solved");
        }
        call().challenge("nonsense").ask().isProblem(403, "challenge-not-solved");
        assertThat(dynamo.items(RegistrationTable.NAME)).isEmpty();
        call().challenge(encoded(sound)).ask().is(202);
    }

    @Test
    @DisplayName("is set challenges of two levels and no other, which nobody may keep")
    void challenges() {
        Answer normal = room.call("GET", "/v1/challenge").send().is(200);

        assertThat(normal.json().path("maxnumber").asInt()).isEqualTo(50);
        assertThat(normal.text("salt")).matches("[0-9a-f]{32}\\?expires=1795435800&level=normal&");
        assertThat(normal.header("cache-control")).contains("no-store");
        assertThat(dynamo.requestsOf(() -> room.call("GET", "/v1/challenge").send()))
                .isEmpty();
        room.call("GET", "/v1/challenge").query(Map.of("level", "none")).send().isProblem(400, "malformed-request");
    }

    // ---- breakers

    @Test
    @DisplayName("needs a challenge for a text message where a breaker has tripped, unless their device is known (R22)")
    void breaker() {
        Call before = call().to(PHONE).key("before-key-of-16-chars");
        String id = before.ask().is(202).text("id");
        trip("CN", room.clock().instant().plus(Duration.ofHours(1)));

        call().to(PHONE).ask().isProblem(403, "challenge-needed");
        room.clock().advance(Duration.ofMinutes(1));
        again(id, "further-key-of-16").isProblem(403, "challenge-needed");
        before.ask().is(202);
        call().to(PHONE).challenge(room.solved("normal")).ask().is(202);
        call().to(PHONE)
                .device(room.deviceToken(Channel.SMS, "+86" + PHONE))
                .ask()
                .is(202);
        call().to("li@example.com").email().ask().is(202);

        room.clock().advance(Duration.ofHours(1));
        call().to(PHONE).ask().is(202);
    }

    @Test
    @DisplayName(
            "sends none of many alike in parallel where a breaker has tripped, and none of further ones, and leaves no"
                    + " mark by which a repeat could pass (R22)")
    void breakerInParallel() {
        String id = call().to(PHONE).ask().is(202).text("id");
        trip("CN", room.clock().instant().plus(Duration.ofHours(1)));
        room.clock().advance(Duration.ofMinutes(2));

        Call alike = call();
        assertThat(accepted(Collections.nCopies(32, alike))).isZero();
        assertThat(IntStream.range(0, 32).parallel().mapToObj(i -> again(id, "further-key-of-16-" + i % 2)
                        .status()))
                .containsOnly(403);

        assertThat(verifications()).isEqualTo(1);
        assertThat(room.itemOf(id).get(RegistrationTable.NUMBER).n()).isEqualTo("1");
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "sends none of many alike in parallel whose challenge was used for something else, also where some bring"
                    + " none")
    void spentInParallel() {
        room = new RegistrationRoom(dynamo.client(), FEW);
        IntStream.range(0, 3).forEach(i -> call().ask().is(202));
        String spent = room.solved("normal");
        call().challenge(spent).ask().is(202);

        Call alike = call().to(PHONE).key("the-same-key-of-16").challenge(spent);
        Call bare = call().to(PHONE).key("the-same-key-of-16");
        assertThat(accepted(Stream.generate(() -> List.of(alike, bare, bare))
                        .limit(16)
                        .flatMap(List::stream)
                        .toList()))
                .isZero();

        assertThat(verifications()).isEqualTo(4);
        assertThat(marks()).isEqualTo(4);
    }

    @Test
    @DisplayName("is answered as before when a wish is repeated that was let through, though it would not be any more")
    void repeatedLater() {
        room = new RegistrationRoom(dynamo.client(), Map.of("CLIENT_SENDS_FREE", "1", "CLIENT_SENDS", "2"));
        room.clock().advance(Duration.ofMinutes(55));
        Call early = call().challenge(room.solved("normal"));
        String id = early.ask().is(202).text("id");
        room.clock().advance(Duration.ofMinutes(6));
        call().ask().is(202);
        call().challenge(room.solved("normal")).ask().is(202);

        // another hour, whose messages are used up; then a challenge that has ended
        assertThat(early.ask().is(202).text("id")).isEqualTo(id);
        room.clock().advance(Duration.ofMinutes(5));
        assertThat(early.ask().is(202).text("id")).isEqualTo(id);

        assertThat(verifications()).isEqualTo(3);
    }

    // ---- closed

    @Test
    @DisplayName("gets no code where a limit can't be read or written, while codes that were sent still open (R5, R27)")
    void closed() {
        LimiterlessDynamo limiters = new LimiterlessDynamo(dynamo.client());
        room = new RegistrationRoom(limiters.client(), Map.of());
        String id = call().to(PHONE).ask().is(202).text("id");

        for (String limiter : List.of("CLIENT", "ADDRESS", "BREAKER", "CHALLENGE")) {
            limiters.down(limiter);
            Call call = limiter.equals("CHALLENGE") ? call().challenge(room.solved("normal")) : call();
            room.log().clear();

            call.ask().isProblem(503, "try-again");
            assertThat(room.log()).anyMatch(line -> line.contains("\"LimiterUnreadable\":1"));
        }

        assertThat(dynamo.items(RegistrationTable.NAME).stream()
                        .filter(item -> item.get("sk").s().equals("VERIFICATION")))
                .hasSize(1);
        limiters.down("CLIENT|ADDRESS|BREAKER|CHALLENGE|BLOCK|COUNTRY");
        register(id);
        assertThat(room.log()).anyMatch(line -> line.contains("\"RightCodeUncounted\":1"));
        assertThat(room.itemOf(id).get(RegistrationTable.GUESSES).n()).isEqualTo("1");
    }

    // ---- telling

    @Test
    @DisplayName("learns from no limit and no challenge whether an address has an account (R32)")
    void telling() {
        register(call().to(PHONE).ask().is(202).text("id"));
        room.clock().advance(Duration.ofHours(25));

        List<String> known = wayToTheLimits(PHONE);
        room.clock().advance(Duration.ofHours(25));
        List<String> unknown = wayToTheLimits("13900139000");

        assertThat(known).isEqualTo(unknown);
        assertThat(known.toString())
                .contains("too-many-open")
                .contains("too-many-codes")
                .contains("challenge-needed");
    }

    private List<String> wayToTheLimits(String phone) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            told.add(told(call().to(phone)));
            room.clock().advance(Duration.ofMinutes(i < 4 ? 0 : 10));
        }
        trip("CN", room.clock().instant().plus(Duration.ofMinutes(5)));
        told.add(told(call().to(phone)));
        told.add(told(call().to(phone).challenge(room.solved("normal"))));
        return told;
    }

    private String told(Call call) {
        List<Answer> answers = new ArrayList<>();
        var requests = dynamo.requestsOf(() -> answers.add(call.ask()));
        List<String> calls = requests.stream()
                .map(request -> request.getClass().getSimpleName())
                .sorted()
                .toList();
        Answer answer = answers.getFirst();
        return answer.status() + " " + (answer.status() == 202 ? "" : answer.body()) + " "
                + answer.header("retry-after") + " " + calls;
    }

    // ---- the numbers

    @Test
    @DisplayName("is held by numbers that are refused where a hundred guesses a day could be passed")
    void guessesADay() {
        Limits.Share strangers = new Limits.Share(5, 10, 5);
        Limits.Share harder = new Limits.Share(10, 20, 2);
        Limits.Share known = new Limits.Share(5, 10, 3);

        assertThat(new Limits.PerAddress(strangers, harder, known, 3)).isNotNull();
        for (Limits.Share more : List.of(new Limits.Share(5, 11, 5), new Limits.Share(5, 10, 6))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Limits.PerAddress(more, harder, known, 3))
                    .withMessageContaining("guessed");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits.PerAddress(strangers, new Limits.Share(10, 21, 2), known, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits.PerAddress(strangers, harder, new Limits.Share(5, 10, 4), 3));
    }

    private static String registration(String proof) {
        return """
                {"proof":"%s","deviceSecret":"%s","birthDate":"1990-05-17","acceptedPolicy":4,"locale":"zh-CN",\
                "source":"app"}""".formatted(proof, "d".repeat(43));
    }

    private void register(String id) {
        String proof = room.call("POST", "/v1/verifications/" + id + "/attempts")
                .json("{\"code\":\"" + room.codeOf(id) + "\"}")
                .send()
                .is(200)
                .text("proof");
        room.call("POST", "/v1/accounts").json(registration(proof)).send().is(201);
    }

    private static void trip(String breaker, Instant until) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.breakerKey(breaker));
        item.put("expiresAt", seconds(until));
        dynamo.client().putItem(put -> put.tableName(RegistrationTable.NAME).item(item));
    }

    private static String encoded(String payload) {
        return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static long accepted(List<Call> calls) {
        return calls.parallelStream().filter(call -> call.ask().status() == 202).count();
    }

    private long verifications() {
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.get("sk").s().equals("VERIFICATION"))
                .count();
    }

    /** What is counted at networks. */
    private int marks() {
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.get("sk").s().equals("CLIENT"))
                .mapToInt(item -> item.get(RegistrationTable.WISHES).bs().size())
                .sum();
    }

    private int sendsOf(String phone) {
        return listOf(phone, "sends").size();
    }

    /** The list of the only address that has one. */
    private List<AttributeValue> listOf(String phone, String name) {
        String digest = digestOf(phone);
        return dynamo.items(RegistrationTable.NAME).stream()
                .filter(item -> item.get("pk").s().equals("ADDRESS#" + digest) && item.containsKey(name))
                .flatMap(item -> item.get(name).l().stream())
                .toList();
    }

    private String digestOf(String phone) {
        return room.addressDigest(Channel.SMS, "+86" + phone);
    }

    private int guessesLeft(String id) {
        return room.call("GET", "/v1/verifications/" + id)
                .send()
                .json()
                .path("guessesLeft")
                .asInt();
    }

    private Answer again(String id, String key) {
        return room.call("POST", "/v1/verifications/" + id + "/sends").key(key).send();
    }

    /** A wish of its own for an address of its own. */
    private Call call() {
        asked++;
        return new Call("a-key-of-16-chars-" + asked, "1370000%04d".formatted(asked));
    }

    /** A request for a code in the making, which can be sent again and again. */
    private final class Call {
        private final Map<String, String> fields =
                new HashMap<>(Map.of("channel", "sms", "purpose", "enter", "locale", "zh-CN", "client", "ios"));
        private String key;
        private String from = "203.0.113.7";
        private List<String> cookies = List.of();

        Call(String key, String address) {
            this.key = key;
            fields.put("address", address);
        }

        Call to(String address) {
            fields.put("address", address);
            return this;
        }

        Call email() {
            fields.put("channel", "email");
            return this;
        }

        Call web() {
            fields.put("client", "web");
            return this;
        }

        Call key(String other) {
            key = other;
            return this;
        }

        Call from(String network) {
            from = network;
            return this;
        }

        Call device(String token) {
            fields.put("deviceToken", token);
            return this;
        }

        Call cookie(String token) {
            cookies = List.of("__Host-known=" + token);
            return this;
        }

        Call challenge(String solution) {
            fields.put("challenge", solution);
            return this;
        }

        Answer ask() {
            List<String> members = fields.entrySet().stream()
                    .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
                    .toList();
            return room.call("POST", "/v1/verifications")
                    .key(key)
                    .from(from)
                    .cookies(cookies.toArray(String[]::new))
                    .json("{" + String.join(",", members) + "}")
                    .send();
        }
    }
}

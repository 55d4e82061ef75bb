package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes of bad input that any route meets, on the one that strangers reach first. */
@ExtendWith(RunningCloud.class)
@DisplayName("A request that is not as it should be")
class BadInputIT {
    /** Nothing that names it is ever good, so nobody is ever sent anything there. */
    static final String NUMBER = "+8613912345678";

    private static final String GOOD = "{\"channel\":\"sms\",\"address\":\"" + NUMBER + "\",\"purpose\":\"enter\","
            + "\"locale\":\"en\",\"client\":\"ios\"}";
    private static final Map<String, String> KEY = Map.of("idempotency-key", "a-key-of-sixteen-characters");

    private final World world;

    BadInputIT(World world) {
        this.world = world;
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("null", "null"),
                Arguments.of("an array", "[]"),
                Arguments.of("a string", "\"x\""),
                Arguments.of("cut off", GOOD.substring(0, 20)),
                Arguments.of("followed by more", GOOD + "{}"),
                Arguments.of("with a field twice", GOOD.replace("{", "{\"channel\":\"email\",")),
                Arguments.of("with an unknown field", GOOD.replace("{", "{\"role\":\"staff\",")),
                Arguments.of("with a number for a text", GOOD.replace("\"+8613912345678\"", "13912345678")),
                Arguments.of("with an array for a text", GOOD.replace("\"+8613912345678\"", "[\"+8613912345678\"]")),
                Arguments.of("with null for a text", GOOD.replace("\"+8613912345678\"", "null")),
                Arguments.of("without a required field", GOOD.replace("\"channel\":\"sms\",", "")),
                Arguments.of("with another value than listed", GOOD.replace("\"sms\"", "\"fax\"")),
                Arguments.of("with a value in other case", GOOD.replace("\"sms\"", "\"SMS\"")),
                Arguments.of("with a lone surrogate", GOOD.replace("+8613912345678", "\\ud800")),
                Arguments.of("with NUL", GOOD.replace("+8613912345678", "139\\u00001234567")),
                Arguments.of("with a byte order mark", "\ufeff" + GOOD),
                Arguments.of("with a comment", GOOD + "/* */"),
                Arguments.of("in single quotes", GOOD.replace('"', '\'')),
                Arguments.of("nested a thousand deep", "[".repeat(1_001) + "]".repeat(1_001)));
    }

    @ParameterizedTest(name = "«{0}»")
    @MethodSource("bodies")
    @DisplayName("in its body gets a 400 that says where and why, and writes nothing")
    void bodies(String what, String body) {
        Set<String> before = world.keys();

        Answer answer = world.http().post("/v1/verifications", body, KEY);

        assertThat(answer.status()).as(what + ": " + answer.text()).isEqualTo(400);
        assertIsProblem(answer);
        assertThat(answer.text())
                .doesNotContain("13912345678")
                .doesNotContain("Exception")
                .doesNotContain("cn.touzhi");
        assertThat(world.keysAddedTo(before)).isEmpty();
    }

    @ParameterizedTest(name = "«{0}»")
    @ValueSource(
            strings = {
                "12345",
                "010-62771234",
                "+85223456789",
                "13912345678;ext=5",
                "13912345678x5",
                "1391234567a",
                "+8613912345678,+8613912345679",
                "",
                "   ",
                "+1 202 555 0147",
                "tel:+8613912345678\\r\\nBcc: x@y.cn"
            })
    @DisplayName("in its phone number is refused before anything is parsed further, stored or sent")
    void phones(String number) {
        assertIsRefusedWithoutTrace(GOOD.replace(NUMBER, number));
    }

    @ParameterizedTest(name = "«{0}»")
    @ValueSource(
            strings = {
                "a",
                "a@",
                "@b.cn",
                "a@b",
                "a@b.local",
                "a@[127.0.0.1]",
                "a@b.cn,c@d.cn",
                "a@b.cn\\r\\nBcc: x@y.cn",
                "\\\"a b\\\"@c.cn",
                "a<b@c.cn>",
                "a b@c.cn"
            })
    @DisplayName("in its e-mail address is refused likewise")
    void emails(String address) {
        assertIsRefusedWithoutTrace(GOOD.replace(NUMBER, address).replace("\"sms\"", "\"email\""));
    }

    private void assertIsRefusedWithoutTrace(String body) {
        world.drain();
        Set<String> before = world.keys();
        int messages = world.messages().size();

        Answer answer = world.http().post("/v1/verifications", body, KEY);

        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertIsProblem(answer);
        world.drain();
        assertThat(world.keysAddedTo(before)).isEmpty();
        assertThat(world.messages()).hasSize(messages);
    }

    @Test
    @DisplayName("only in notation is none: one number, one bucket, whatever it is written like")
    void notations() {
        List<String> notations =
                List.of("139 1234 0001", "+86 139-1234-0001", "0086 139 1234 0001", "(139) 1234.0001", "１３９１２３４０００１");

        for (String notation : notations) {
            assertThat(asksFor(notation).status()).as(notation).isEqualTo(202);
            world.drain();
            // or too many would be open at once
            world.advance(Duration.ofMinutes(5));
        }

        for (String notation : notations) {
            assertThat(asksFor(notation).problem()).as(notation).isEqualTo("too-many-codes");
        }
        assertThat(world.awaitMessages("sms", "+8613912340001", notations.size()))
                .hasSameSizeAs(notations);
    }

    private Answer asksFor(String number) {
        return world.http()
                .post(
                        "/v1/verifications",
                        GOOD.replace(NUMBER, number),
                        Map.of("idempotency-key", UUID.randomUUID().toString()));
    }

    @Test
    @DisplayName("in its type of content gets 415")
    void types() {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16")) {
            Map<String, String> headers = new HashMap<>(KEY);
            headers.put("content-type", type);
            Answer answer = world.http().post("/v1/verifications", GOOD, headers);
            assertThat(answer.status()).as(type).isEqualTo(415);
            assertIsProblem(answer);
        }
    }

    @Test
    @DisplayName("in its size gets 413, and in its bytes 400")
    void bytes() {
        Map<String, String> json = new HashMap<>(KEY);
        json.put("content-type", "application/json");

        Answer large = world.http().post("/v1/verifications", GOOD.replace("ios", "x".repeat(100_000)), KEY);
        Answer binary = world.http()
                .send("POST", "/v1/verifications", json, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});

        assertThat(large.status()).isEqualTo(413);
        assertThat(binary.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("in its idempotency key gets 400")
    void keys() {
        for (String key : List.of("short", "x".repeat(256), "a key with spaces in it")) {
            assertThat(world.http()
                            .post("/v1/verifications", GOOD, Map.of("idempotency-key", key))
                            .status())
                    .as(key)
                    .isEqualTo(400);
        }
        assertThat(world.http().post("/v1/verifications", GOOD, Map.of()).status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("in its path or method finds nothing")
    void paths() {
        for (String path : List.of(
                "/v1/nothing",
                "/v1/verifications/",
                "//v1/verifications",
                "/v1/verifications/..%2f..",
                "/v1/accounts/me/x.css",
                "/health",
                "/beans",
                "/swagger-ui",
                "/V1/verifications/x")) {
            assertThat(world.http().get(path, Map.of()).status()).as(path).isEqualTo(404);
        }
        for (String id : List.of("x", "%00", "VERIFICATION%23x", "a".repeat(5_000), "AAAAAAAAAAAAAAAAAAAAAA")) {
            Answer answer = world.http().get("/v1/verifications/" + id, Map.of());
            assertThat(answer.status()).as(id).isIn(400, 404, 414, 431);
        }
        assertThat(world.http()
                        .send("PUT", "/v1/verifications", KEY, GOOD.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isIn(404, 405);
    }

    @Test
    @DisplayName("in its token is not let in, by the gateway already")
    void tokens() {
        for (String token : List.of(
                "",
                "Bearer",
                "Bearer x",
                "Bearer a.b.c",
                "Basic YTpi",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwic2NvcGUiOiJ1c2VyIn0.")) {
            Answer answer = world.http().get("/v1/accounts/me", Map.of("authorization", token));
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.body().path("message").asText()).isEqualTo("Unauthorized");
        }
    }

    @Test
    @DisplayName("or as it should be: each answer carries the headers that keep it safe in a browser")
    void headers() {
        for (Answer answer : List.of(
                world.http().post("/v1/verifications", "{", KEY),
                world.http().get("/v1/verifications/AAAAAAAAAAAAAAAAAAAAAA", Map.of()),
                world.aVisitorWithPhone().registers().asksWhoAmI())) {
            assertThat(answer.header("cache-control")).contains("no-store");
            assertThat(answer.header("x-content-type-options")).contains("nosniff");
            assertThat(answer.header("content-security-policy").orElse("")).contains("default-src 'none'");
            assertThat(answer.header("strict-transport-security").orElse("")).contains("max-age=");
            assertThat(answer.header("referrer-policy")).contains("no-referrer");
        }
    }

    private static void assertIsProblem(Answer answer) {
        JsonNode body = answer.body();
        assertThat(answer.header("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(body.path("type").asText()).startsWith("/problems/");
        assertThat(body.path("status").asInt()).isEqualTo(answer.status());
        assertThat(body.path("title").asText()).isNotBlank();
    }
}

package cn.touzhi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The door of the function")
class DoorTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static final String GOOD =
            "{\"channel\":\"sms\",\"address\":\"13800138000\",\"purpose\":\"enter\",\"locale\":\"en\",\"client\":\"ios\"}";

    private RegistrationRoom room;

    @BeforeEach
    void emptyTables() {
        room = RegistrationRoom.empty(dynamo);
    }

    static Stream<Arguments> strange() {
        return Stream.of(
                arguments("malformed", GOOD.replace('}', ' ')),
                arguments("empty", ""),
                arguments("null", "null"),
                arguments("a list", "[" + GOOD + "]"),
                arguments("a string", "\"channel\""),
                arguments("a number", "7"),
                arguments("trailing data", GOOD + " x"),
                arguments("a second value", GOOD + GOOD),
                arguments("a key twice", GOOD.replace("\"locale\"", "\"channel\":\"sms\",\"locale\"")),
                arguments("an unknown field", GOOD.replace("}", ",\"verified\":true}")),
                arguments("a number for a string", GOOD.replace("\"13800138000\"", "13800138000")),
                arguments("true for a string", GOOD.replace("\"13800138000\"", "true")),
                arguments("a list of one for its element", GOOD.replace("\"13800138000\"", "[\"13800138000\"]")),
                arguments("an object for a string", GOOD.replace("\"13800138000\"", "{}")),
                arguments("null for a string", GOOD.replace("\"13800138000\"", "null")),
                arguments("null for what may be absent", GOOD.replace("}", ",\"challenge\":null}")),
                arguments("a missing field", GOOD.replace("\"locale\":\"en\",", "")),
                arguments("no value of an enum", GOOD.replace("\"sms\"", "\"fax\"")),
                arguments("an enum in capitals", GOOD.replace("\"sms\"", "\"SMS\"")),
                arguments("the index of an enum", GOOD.replace("\"sms\"", "0")),
                arguments("deep", GOOD.replace("\"13800138000\"", "[".repeat(1_000) + "]".repeat(1_000))),
                arguments(
                        "a deep unknown field", GOOD.replace("}", ",\"x\":" + "[".repeat(999) + "]".repeat(999) + "}")),
                arguments("a long name", GOOD.replace("}", ",\"" + "n".repeat(10_000) + "\":1}")),
                arguments("many names", GOOD.replace("}", many() + "}")),
                arguments("a long number", GOOD.replace("}", ",\"x\":" + "9".repeat(5_000) + "}")),
                arguments("a huge exponent", GOOD.replace("}", ",\"x\":1e999999999}")),
                arguments("a half surrogate, escaped", GOOD.replace("13800138000", "138\\ud80000138000")),
                arguments("a half surrogate, raw", GOOD.replace("13800138000", "138\ud80000138000")),
                arguments("NUL, escaped", GOOD.replace("13800138000", "138\\u000000138000")),
                arguments("NUL, raw", GOOD.replace("13800138000", "138\u000000138000")),
                arguments("a C1 control character", GOOD.replace("13800138000", "138\\u008500138000")),
                arguments("DEL", GOOD.replace("13800138000", "138\u007f00138000")),
                arguments("a byte order mark", "\ufeff" + GOOD),
                arguments("a comment", GOOD.replace("{", "{/* */")),
                arguments("single quotes", GOOD.replace('"', '\'')),
                arguments("NaN", GOOD.replace("\"13800138000\"", "NaN")),
                arguments("white space only", " \n "),
                arguments("an ideographic space", "\u3000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strange")
    @DisplayName("refuses every body but the one described, with 400, and nothing happens")
    void strangeBodies(String what, String body) {
        Answer answer = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(body)
                .send();

        answer.isProblem(400, "malformed-request");
        assertThat(answer.body())
                .doesNotContain("13800138000")
                .doesNotContain("cn.touzhi")
                .doesNotContain("micronaut");
        assertThat(dynamo.items(RegistrationTable.NAME)).isEmpty();
        assertThat(room.log())
                .singleElement()
                .asString()
                .endsWith("\"event\":\"request-refused\",\"status\":400,\"problem\":\"malformed-request\"}");
    }

    @Test
    @DisplayName("says where in the body it goes wrong")
    void pointers() {
        Answer answer = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(GOOD.replace("\"sms\"", "\"fax\"").replace("\"13800138000\"", "7"))
                .send();
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/channel", "/address");

        Answer missing = room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json("{\"channel\":\"sms\",\"address\":\"1\"}")
                .send();
        assertThat(missing.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/address", "/purpose", "/locale", "/client");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/json; charset=gbk",
                "application/xml",
                "*/*",
                "application/jsonp",
                "application/problem+json"
            },
            delimiter = '|')
    @DisplayName("understands no other media type than JSON in UTF-8")
    void mediaTypes(String type) {
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .header("content-type", type)
                .json(GOOD)
                .send()
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    @DisplayName("understands JSON in UTF-8 however it is written")
    void json(String type) {
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .header("Content-Type", type)
                .json(GOOD)
                .send()
                .is(202);
    }

    @Test
    @DisplayName("understands no body without a media type, and none that is compressed")
    void noMediaType() {
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .header("content-type", "")
                .json(GOOD)
                .send()
                .isProblem(415, "unsupported-media-type");
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .header("content-encoding", "gzip")
                .json(GOOD)
                .send()
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    @DisplayName("takes 16 KB and not a byte more")
    void size() {
        String longest = GOOD + " ".repeat(16 * 1024 - GOOD.length());

        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(longest)
                .send()
                .is(202);
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(longest + " ")
                .send()
                .isProblem(413, "too-large");
    }

    @Test
    @DisplayName("reads a body that the gateway took for binary, if it is UTF-8")
    void binary() {
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .base64(base64(GOOD, StandardCharsets.UTF_8))
                .send()
                .is(202);
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .base64(base64(GOOD.replace("13800138000", "头职"), Charset.forName("GB18030")))
                .send()
                .isProblem(400, "malformed-request");
        room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .base64("@@@")
                .send()
                .isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nothing",
                "/",
                "",
                "//",
                "/v1/verifications/",
                "//v1/verifications",
                "/v1//verifications",
                "/V1/verifications",
                "/v1/%76erifications",
                "/v1/verifications;x=y",
                "/v1/../v1/verifications",
                "/v1/challenge/x.css",
                "/v1/challenge.css",
                "/v1/%2fchallenge",
                "/v1/verifications/{x}",
                "/health",
                "/beans",
                "/swagger-ui",
                "/v1/verifications/头职",
                "/v1/verifications/\u0000"
            })
    @DisplayName("knows no path but those described")
    void paths(String path) {
        room.call("GET", path).send().isProblem(404, "no-such-thing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "NONSENSE"})
    @DisplayName("knows no method but those described, whatever a header says")
    void methods(String method) {
        Answer answer = room.call(method, "/v1/verifications")
                .key("a-key-of-16-chars")
                .header("x-http-method-override", "POST")
                .json(GOOD)
                .header("content-type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .send();

        assertThat(answer.status()).isIn(404, 405);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(dynamo.items(RegistrationTable.NAME)).isEmpty();
    }

    @Test
    @DisplayName("answers the same whatever part, language or form is asked for")
    void preferences() {
        String path = "/v1/verifications/AAAAAAAAAAAAAAAAAAAAAA";
        Answer plain = room.call("GET", path).send();
        Answer choosy = room.call("GET", path)
                .header("accept", "text/html")
                .header("accept-language", "fr")
                .header("accept-charset", "utf-16")
                .header("range", "bytes=0-10")
                .header("x-forwarded-for", "198.51.100.1")
                .header("host", "evil.example")
                .send();

        assertThat(choosy.is(404).body()).isEqualTo(plain.is(404).body());
        assertThat(choosy.header("content-type")).isEqualTo(plain.header("content-type"));
    }

    @Test
    @DisplayName("refuses a query that no route describes")
    void query() {
        room.call("GET", "/v1/challenge").query(Map.of("a[]", "1")).send().isProblem(400, "malformed-request");
        room.call("GET", "/v1/challenge").query(Map.of("a", "\u0000")).send().isProblem(400, "malformed-request");
        room.call("GET", "/v1/challenge")
                .query(IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> "p" + i, i -> "v")))
                .send()
                .isProblem(400, "malformed-request");
        room.call("GET", "/v1/challenge")
                .query(Map.of("callback", "alert", "q", "%zz{x}&a=b#c"))
                .send()
                .is(200);
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/challenge", "GET,/v1/nothing", "POST,/v1/verifications", "GET,/v1/accounts/me"})
    @DisplayName("puts the security headers on every answer and says nothing of what it is made of")
    void headers(String method, String path) {
        Answer answer = room.call(method, path).send();

        assertThat(answer.header("strict-transport-security")).contains("max-age=63072000; includeSubDomains");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("x-content-type-options")).contains("nosniff");
        assertThat(answer.header("referrer-policy")).contains("no-referrer");
        assertThat(answer.header("cross-origin-resource-policy")).contains("same-site");
        assertThat(answer.header("cache-control")).isPresent();
        assertThat(answer.header("server")).isEmpty();
        assertThat(answer.header("date")).isEmpty();
    }

    @Test
    @DisplayName("lets nobody in as anyone where the authorizer said nothing, or nothing of ours")
    void principal() {
        Answer none = room.call("GET", "/v1/accounts/me")
                .header("authorization", "Bearer x")
                .send()
                .isProblem(401, "unauthorized");
        assertThat(none.header("www-authenticate")).contains("Bearer");

        room.call("GET", "/v1/accounts/me")
                .claims(Map.of("sub", "not-ours", "sid", "x", "gen", "1", "auth_time", "1", "scope", "user"))
                .send()
                .isProblem(401, "unauthorized");
        room.call("GET", "/v1/accounts/me")
                .claims(Map.of("sub", "A".repeat(22), "gen", "1.5", "sid", "x", "auth_time", "1", "scope", "user"))
                .send()
                .isProblem(401, "unauthorized");
    }

    @Test
    @DisplayName("asks to try again while the secrets can't be read, and goes on once they can")
    void secretsDown() {
        InMemorySecrets secrets = new InMemorySecrets();
        secrets.down(true);
        room = new RegistrationRoom(dynamo.client(), secrets);

        Answer down = ask();
        secrets.down(false);

        assertThat(down.isProblem(503, "try-again").header("retry-after")).contains("2");
        // one reading may have been under way when they came back
        Answer up = Stream.of(ask(), ask())
                .filter(answer -> answer.status() == 202)
                .findFirst()
                .orElseThrow();
        assertThat(up.text("id")).isNotEmpty();
        assertThat(room.log()).isNotEmpty().allMatch(line -> line.contains("aws-call-failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"updateItem", "putItem"})
    @DisplayName("asks to try again while the table doesn't answer, sends nothing meanwhile, and logs no value")
    void tableDown(String call) {
        room = new RegistrationRoom(FailingDynamo.at(dynamo.client(), call));

        Answer down = ask();

        assertThat(down.isProblem(503, "try-again").header("retry-after")).contains("2");
        assertThat(dynamo.items(RegistrationTable.NAME)).noneMatch(item -> item.containsKey("event"));
        assertThat(room.log())
                .anyMatch(line -> line.contains("aws-call-failed"))
                .noneMatch(line -> line.contains("13800138000"));
    }

    private Answer ask() {
        return room.call("POST", "/v1/verifications")
                .key("a-key-of-16-chars")
                .json(GOOD)
                .send();
    }

    private static String many() {
        return IntStream.range(0, 1_200).mapToObj(i -> ",\"n" + i + "\":1").collect(Collectors.joining());
    }

    private static String base64(String text, Charset charset) {
        return Base64.getEncoder().encodeToString(text.getBytes(charset));
    }
}

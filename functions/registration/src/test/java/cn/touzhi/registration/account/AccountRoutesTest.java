package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.session.Caller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("/v1/accounts")
class AccountRoutesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom room;

    private Caller app;

    @BeforeAll
    static void start() {
        room = new RegistrationRoom(dynamo.client());
    }

    @BeforeEach
    void nobodyIsThere() {
        dynamo.clear(RegistrationTable.NAME);
        app = Caller.app(room);
    }

    @Test
    @DisplayName("opens an account and signs in to it")
    void created() {
        Answer answer = app.register(app.proof()).is(201);

        assertThat(answer.json().path("created").asBoolean()).isTrue();
        assertThat(answer.json().at("/account/id").asText()).hasSize(22);
        assertThat(answer.json().at("/session/id").asText()).hasSize(22);
        assertThat(answer.text("refreshToken")).isNotEmpty();
        assertThat(answer.text("accessTokenExpiresAt"))
                .isEqualTo(room.clock().instant().plus(Duration.ofHours(1)).toString());
        assertThat(Caller.claimsOf(answer.text("accessToken")))
                .containsEntry("sub", answer.json().at("/account/id").asText())
                .containsEntry("sid", answer.json().at("/session/id").asText())
                .containsEntry("gen", "1")
                .containsEntry("scope", "user");
        assertThat(answer.cookies()).isEmpty();
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    @DisplayName("tells a repeat the same, and an address with an account that it was there")
    void again() {
        String proof = app.proof();
        Answer first = app.register(proof).is(201);

        Answer repeat = app.register(proof).is(201);
        Answer known = app.register(app.proof()).is(200);

        assertThat(repeat.json().path("session")).isEqualTo(first.json().path("session"));
        assertThat(known.json().path("created").asBoolean(true)).isFalse();
        assertThat(known.json().path("account")).isEqualTo(first.json().path("account"));
    }

    @Test
    @DisplayName("gives a browser its refresh token and device secret in cookies that no script reads, and only there")
    void browser() {
        Caller browser = Caller.browser(room);
        String proof = browser.proof();
        String device = browser.cookies().get("__Host-device");
        Answer answer = browser.register(proof).is(201);

        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(answer.cookies()).hasSize(3).allSatisfy(cookie -> assertThat(cookie)
                .contains("; Path=/; ", "; Secure; HttpOnly; SameSite=Strict")
                .doesNotContain("Domain"));
        assertThat(browser.cookies()).containsKey("__Host-refresh").containsEntry("__Host-device", device);
        Answer repeat = browser.register(proof).is(201);
        assertThat(repeat.json().path("session")).isEqualTo(answer.json().path("session"));
    }

    @Test
    @DisplayName("wants an app's device secret in the body, and a browser's not there")
    void secrets() {
        String body = "\"birthDate\":\"2000-02-29\",\"acceptedPolicy\":4,\"locale\":\"en\",\"source\":\"web\"}";

        app.post("/v1/accounts", "{\"proof\":\"" + app.proof() + "\"," + body).isProblem(400, "malformed-request");
        Caller browser = Caller.browser(room);
        String proof = browser.proofOf("email", "z@example.com", "enter");
        Answer answer = browser.post(
                        "/v1/accounts",
                        "{\"proof\":\"" + proof + "\",\"deviceSecret\":\"" + Caller.SECRET + "\"," + body)
                .isProblem(400, "malformed-request");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/deviceSecret");
    }

    @ParameterizedTest(name = "born {0}: {1}")
    @CsvSource({"2010-11-24, too-young", "2010-11-23, guardian-needed", "2008-11-24, guardian-needed"})
    @DisplayName("keeps out who is under 18, and keeps nothing but counters: not in the table, not in the log")
    void tooYoung(String birthDate, String kind) {
        String proof = app.proof();

        Answer answer = app.register(proof, birthDate, 4).isProblem(403, kind);

        assertThat(answer.body()).doesNotContain(birthDate);
        assertThat(dynamo.items(RegistrationTable.NAME))
                .extracting(item -> item.get("sk").s())
                .isSubsetOf("SENDS", "CLIENT", "BLOCK", "COUNTRY");
        assertThat(room.log().toString()).doesNotContain(birthDate, birthDate.replace("-", ""));
        app.register(proof).isProblem(410, "proof-not-usable");
        app.signIn(proof).isProblem(410, "proof-not-usable");
    }

    @Test
    @DisplayName("keeps a burnt proof burnt when a code is asked for under the same key again, and counts that")
    void burnt() {
        String id = askUnder("the-same-key-of-16");
        String code = room.codeOf(id);
        String burnt = app.post("/v1/verifications/" + id + "/attempts", "{\"code\":\"" + code + "\"}")
                .is(200)
                .text("proof");
        app.register(burnt, "2015-01-01", 4).isProblem(403, "too-young");

        room.clock().advance(Duration.ofSeconds(5));
        assertThat(askUnder("the-same-key-of-16")).isEqualTo(id);

        app.register(burnt).isProblem(410, "proof-not-usable");
        assertThat(dynamo.items(RegistrationTable.NAME).stream()
                        .filter(item -> item.containsKey("sends"))
                        .mapToInt(item -> item.get("sends").l().size()))
                .containsExactly(2);
    }

    private String askUnder(String key) {
        return room.call("POST", "/v1/verifications")
                .key(key)
                .json("{\"channel\":\"sms\",\"address\":\"13800138000\",\"purpose\":\"enter\","
                        + "\"locale\":\"en\",\"client\":\"ios\"}")
                .send()
                .is(202)
                .text("id");
    }

    @Test
    @DisplayName("says which policy holds where another was accepted")
    void policy() {
        Answer answer = app.register(app.proof(), "2000-02-29", 3).isProblem(409, "policy-not-current");

        assertThat(answer.json().path("current").asInt()).isEqualTo(4);
    }

    @Test
    @DisplayName("tells a forged, a foreign-purpose, an expired and a used proof alike")
    void proofs() {
        String expired = app.proof();
        String otherPurpose = app.proofOf("email", "a@example.com", "confirm");
        room.clock().advance(Duration.ofMinutes(20));
        String used = app.proofOf("email", "b@example.com", "enter");
        app.register(used).is(201);
        room.clock().advance(Duration.ofSeconds(61));

        List<String> bodies = List.of(
                app.register("forged").isProblem(410, "proof-not-usable").body(),
                app.register(otherPurpose).isProblem(410, "proof-not-usable").body(),
                app.register(expired).isProblem(410, "proof-not-usable").body(),
                app.register(used).isProblem(410, "proof-not-usable").body());

        assertThat(bodies.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-24\"",
                "\"1896-11-22\"",
                "\"2001-02-29\"",
                "\"2000-13-01\"",
                "\"2000-2-29\"",
                "\"2000-02-29T00:00:00Z\"",
                "20000229",
                "\"\"",
                "null",
                "[\"2000-02-29\"]",
                "\"+12000-01-01\"",
                "\"0000-01-01\"",
                "\"-2000-01-01\""
            })
    @DisplayName("takes only a day on which someone was born for a date of birth")
    void birthDates(String birthDate) {
        Answer answer = app.post("/v1/accounts", """
                {"proof":"%s","deviceSecret":"%s","birthDate":%s,"acceptedPolicy":4,"locale":"en","source":"app"}""".formatted(app.proof(), Caller.SECRET, birthDate));

        answer.isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"staff\",\"proof\":\"x\"}",
                "{\"proof\":\"x\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":\"4\",\"locale\":\"en\",\"source\":\"app\"}",
                "{\"proof\":\"x\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":0,\"locale\":\"en\",\"source\":\"app\"}",
                "{\"proof\":\"x\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":4,\"locale\":\"fr\",\"source\":\"app\"}",
                "{\"proof\":\"x\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":4,\"locale\":\"en\",\"source\":\"fax\"}",
                "{\"proof\":\"\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":4,\"locale\":\"en\",\"source\":\"app\"}",
                "{\"proof\":\"x\",\"deviceSecret\":\"short\",\"birthDate\":\"2000-01-01\",\"acceptedPolicy\":4,"
                        + "\"locale\":\"en\",\"source\":\"app\"}"
            })
    @DisplayName("refuses a malformed body")
    void malformed(String body) {
        app.post("/v1/accounts", body).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("shows its owner who they are, addresses masked")
    void me() {
        Answer registered = app.register(app.proof());

        Answer me = app.send("GET", "/v1/accounts/me", registered.text("accessToken"))
                .is(200);

        assertThat(me.json().path("id")).isEqualTo(registered.json().at("/account/id"));
        assertThat(me.json().path("session")).isEqualTo(registered.json().path("session"));
        assertThat(me.text("createdAt")).isEqualTo(room.clock().instant().toString());
        assertThat(me.text("locale")).isEqualTo("zh-CN");
        assertThat(me.json().path("acceptedPolicy").asInt()).isEqualTo(4);
        assertThat(me.json().at("/identities/0/channel").asText()).isEqualTo("sms");
        assertThat(me.json().at("/identities/0/masked").asText()).isEqualTo("+86138****8000");
        assertThat(me.body()).doesNotContain("13800138000", "2000-02-29");
    }

    @Test
    @DisplayName("costs its owner one read, and no write")
    void budget() {
        String token = app.register(app.proof()).text("accessToken");
        app.send("GET", "/v1/accounts/me", token).is(200);

        assertThat(dynamo.requestsOf(
                        () -> app.send("GET", "/v1/accounts/me", token).is(200)))
                .hasSize(1);
    }

    @Test
    @DisplayName("shows nothing without a token of ours")
    void noPrincipal() {
        room.call("GET", "/v1/accounts/me").send().isProblem(401, "unauthorized");
    }
}

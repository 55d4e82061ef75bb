package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("/v1/sessions")
class SessionRoutesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom room;

    private Caller app;
    private Answer registered;

    @BeforeAll
    static void start() {
        room = new RegistrationRoom(dynamo.client());
    }

    @BeforeEach
    void someoneIsRegistered() {
        dynamo.clear(RegistrationTable.NAME);
        app = Caller.app(room);
        registered = app.register(app.proof()).is(201);
    }

    @Test
    @DisplayName("signs in to an account that is there")
    void signsIn() {
        Answer answer = app.signIn(app.proof()).is(201);

        assertThat(answer.json().path("account")).isEqualTo(registered.json().path("account"));
        assertThat(answer.json().path("session")).isNotEqualTo(registered.json().path("session"));
        assertThat(answer.json().has("created")).isFalse();
        app.send("GET", "/v1/accounts/me", answer.text("accessToken")).is(200);
    }

    @Test
    @DisplayName("sends on to registering where there is no account, with the same proof")
    void noAccount() {
        String proof = app.proofOf("email", "z@example.com", "enter");

        app.signIn(proof).isProblem(404, "no-account");
        app.register(proof).is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"李雷的手机", "Li's phone", "𠮷野家のタブレット"})
    @DisplayName("takes a name for the device")
    void names(String name) {
        app.post("/v1/sessions", named(name)).is(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u3000", "a\\nb", "a\\u0000b", "\u202Ephone", "ph\u200Bone", "\uFEFFphone", "a\u2028b"
            })
    @DisplayName("takes no name that controls, hides or turns round what stands beside it")
    void strangeNames(String name) {
        app.post("/v1/sessions", named(name)).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("takes no name of more than 64 characters, however many units they take")
    void longNames() {
        app.post("/v1/sessions", named("𠮷".repeat(64))).is(201);
        app.post("/v1/sessions", named("a".repeat(65))).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("goes on after an hour in which no token could be signed: nothing was rotated, no proof used")
    void noKey() {
        String refreshToken = registered.text("refreshToken");
        String proof = app.proof();
        room.clock().advance(Duration.ofMinutes(6));
        room.kms().isDown(true);
        app.refresh(refreshToken).isProblem(503, "try-again");
        app.signIn(proof).isProblem(503, "try-again");
        room.clock().advance(Duration.ofSeconds(61));
        app.refresh(refreshToken).isProblem(503, "try-again");
        room.kms().isDown(false);

        app.refresh(refreshToken).is(200);
        app.signIn(proof).is(201);
    }

    @Test
    @DisplayName("refreshes, and gives the same new token to whoever asks again at once")
    void refreshes() {
        String first = registered.text("refreshToken");

        Answer answer = app.refresh(first).is(200);
        Answer again = app.refresh(first).is(200);

        assertThat(answer.text("refreshToken")).isNotEqualTo(first).isEqualTo(again.text("refreshToken"));
        assertThat(answer.json().path("session")).isEqualTo(registered.json().path("session"));
        app.send("GET", "/v1/accounts/me", answer.text("accessToken")).is(200);
    }

    @Test
    @DisplayName("R38 ends the session of a token that comes twice, and its access token with it")
    void reused() {
        String first = registered.text("refreshToken");
        String second = app.refresh(first).is(200).text("refreshToken");
        room.clock().advance(Duration.ofSeconds(61));

        app.refresh(first).isProblem(401, "session-ended");

        app.refresh(second).isProblem(401, "session-ended");
        app.send("GET", "/v1/accounts/me", registered.text("accessToken")).isProblem(401, "session-ended");
    }

    @Test
    @DisplayName("R41 takes neither an access token nor anything forged for a refresh token, without effect")
    void forged() {
        String token = registered.text("refreshToken");

        app.refresh(registered.text("accessToken").substring(0, 900)).isProblem(401, "session-ended");
        app.refresh(token.substring(1)).isProblem(401, "session-ended");
        app.refresh(token.substring(0, 60) + "A".repeat(60)).isProblem(401, "session-ended");
        app.refresh("x").isProblem(401, "session-ended");

        app.refresh(token).is(200);
    }

    @Test
    @DisplayName("refreshes a browser from its cookies, and sets them anew")
    void browser() {
        Caller browser = Caller.browser(room);
        browser.signIn(browser.proof()).is(201);
        Map<String, String> before = new HashMap<>(browser.cookies());

        Answer answer = browser.refresh("").is(200);

        assertThat(answer.json().has("refreshToken")).isFalse();
        assertThat(browser.cookies().get("__Host-refresh")).isNotEqualTo(before.get("__Host-refresh"));
        assertThat(browser.cookies().get("__Host-device")).isEqualTo(before.get("__Host-device"));
        assertThat(answer.cookies())
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("__Host-refresh=").contains("Max-Age=2592000"));
    }

    @Test
    @DisplayName("takes no browser's token in a body, nor an app's in a cookie")
    void wrongTravel() {
        Caller browser = Caller.browser(room);
        browser.signIn(browser.proof()).is(201);
        String cookie = browser.cookies().get("__Host-refresh");
        String secret = browser.cookies().get("__Host-device");

        app.post("/v1/sessions/refresh", "{\"refreshToken\":\"%s\",\"deviceSecret\":\"%s\"}".formatted(cookie, secret))
                .isProblem(400, "malformed-request");
        browser.post("/v1/sessions/refresh", "{\"deviceSecret\":\"" + secret + "\"}")
                .isProblem(400, "malformed-request");
        browser.cookies().put("__Host-refresh", registered.text("refreshToken"));
        browser.cookies().put("__Host-device", Caller.SECRET);
        browser.refresh("").isProblem(401, "session-ended");
        app.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + registered.text("refreshToken") + "\"}")
                .isProblem(400, "malformed-request");
        Caller.browser(room).refresh("").isProblem(401, "session-ended");
    }

    @Test
    @DisplayName("signs out, twice if need be, and takes a browser's cookies away")
    void signsOut() {
        Caller browser = Caller.browser(room);
        Answer signedIn = browser.signIn(browser.proof()).is(201);
        String session = signedIn.json().at("/session/id").asText();

        browser.send("DELETE", "/v1/sessions/" + session, signedIn.text("accessToken"))
                .is(204);

        assertThat(browser.cookies()).doesNotContainKeys("__Host-refresh", "__Host-device");
        browser.send("DELETE", "/v1/sessions/" + session, signedIn.text("accessToken"))
                .is(204);
        browser.send("GET", "/v1/accounts/me", signedIn.text("accessToken")).isProblem(401, "session-ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAA", "short", "ACCOUNT", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    @DisplayName("tells a foreign session, an unknown one and what is none alike")
    void foreign(String unknown) {
        String foreign = app.register(app.proofOf("email", "z@example.com", "enter"))
                .is(201)
                .json()
                .at("/session/id")
                .asText();
        String token = registered.text("accessToken");

        Answer ofForeign = app.send("DELETE", "/v1/sessions/" + foreign, token).isProblem(404, "no-such-thing");
        Answer ofUnknown = app.send("DELETE", "/v1/sessions/" + unknown, token).isProblem(404, "no-such-thing");

        assertThat(ofForeign.body()).isEqualTo(ofUnknown.body());
    }

    @Test
    @DisplayName("lists where one is signed in, and since when")
    void lists() {
        Answer other = app.post("/v1/sessions", named("李雷的手机")).is(201);

        Answer answer =
                app.send("GET", "/v1/sessions", registered.text("accessToken")).is(200);

        var sessions = answer.json().path("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(sessions.findValuesAsText("id")).containsExactlyInAnyOrder(sessionIn(registered), sessionIn(other));
        assertThat(sessions.findValuesAsText("current")).containsExactlyInAnyOrder("true", "false");
        assertThat(sessions.findValuesAsText("deviceName")).containsExactly("李雷的手机");
        assertThat(sessions.findValuesAsText("client")).containsOnly("android");
        assertThat(sessions.findValuesAsText("country")).isEmpty();
        assertThat(sessions.get(0).path("createdAt").asText())
                .isEqualTo(sessions.get(0).path("lastUsedAt").asText())
                .isEqualTo(
                        room.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Test
    @DisplayName("keeps of the address from which someone signed in the country alone")
    void country() {
        Answer abroad = app.from("137.132.80.57").signIn(app.proof()).is(201);

        assertThat(app.send("GET", "/v1/sessions", abroad.text("accessToken"))
                        .json()
                        .findValuesAsText("country"))
                .containsExactly("SG");
        assertThat(dynamo.items(RegistrationTable.NAME).toString()).doesNotContain("137.132.80.57");
    }

    @Test
    @DisplayName("ends all others, and its own access token with them, so that only the device itself goes on")
    void endsOthers() {
        Answer other = app.signIn(app.proof()).is(201);

        app.send("DELETE", "/v1/sessions", registered.text("accessToken")).is(204);

        app.send("GET", "/v1/sessions", other.text("accessToken")).isProblem(401, "session-ended");
        app.refresh(other.text("refreshToken")).isProblem(401, "session-ended");
        app.send("DELETE", "/v1/sessions", registered.text("accessToken")).isProblem(401, "session-ended");
        Answer goesOn = app.refresh(registered.text("refreshToken")).is(200);
        assertThat(Caller.claimsOf(goesOn.text("accessToken"))).containsEntry("gen", "2");
        assertThat(app.send("GET", "/v1/sessions", goesOn.text("accessToken"))
                        .is(200)
                        .json()
                        .path("sessions"))
                .hasSize(1);
    }

    @Test
    @DisplayName("lets a browser that ended all others go on with its cookies")
    void browserEndsOthers() {
        Caller browser = Caller.browser(room);
        Answer signedIn = browser.signIn(browser.proof()).is(201);

        browser.send("DELETE", "/v1/sessions", signedIn.text("accessToken")).is(204);

        browser.refresh("").is(200);
    }

    @Test
    @DisplayName("steps up to an access token of this moment, which the next refresh doesn't give")
    void stepsUp() {
        String accessToken = registered.text("accessToken");
        room.clock().advance(Duration.ofMinutes(30));
        String before = Caller.claimsOf(accessToken).get("auth_time");
        String body = "{\"proof\":\"" + app.proofOf("sms", "13800138000", "confirm") + "\"}";

        Answer answer = app.post("/v1/sessions/step-up", body, accessToken).is(200);
        Answer repeat = app.post("/v1/sessions/step-up", body, accessToken).is(200);

        String now = Long.toString(room.clock().instant().getEpochSecond());
        assertThat(Caller.claimsOf(answer.text("accessToken")))
                .containsEntry("auth_time", now)
                .containsEntry("sid", sessionIn(registered));
        assertThat(Caller.claimsOf(repeat.text("accessToken"))).containsEntry("auth_time", now);
        assertThat(answer.json().has("refreshToken")).isFalse();
        app.send("GET", "/v1/accounts/me", answer.text("accessToken")).is(200);
        Answer refreshed = app.refresh(registered.text("refreshToken")).is(200);
        assertThat(Caller.claimsOf(refreshed.text("accessToken"))).containsEntry("auth_time", before);
    }

    @Test
    @DisplayName("steps nobody up with a foreign address, a proof for something else, none at all, or an ended session")
    void noStepUp() {
        String accessToken = registered.text("accessToken");
        String proof = app.proofOf("sms", "13800138000", "confirm");

        stepUp(app.proofOf("email", "z@example.com", "confirm"), accessToken).isProblem(403, "not-your-address");
        stepUp(app.proof(), accessToken).isProblem(410, "proof-not-usable");
        stepUp("AQAAAAFx", accessToken).isProblem(410, "proof-not-usable");
        app.post("/v1/sessions/step-up", "{}", accessToken).isProblem(400, "malformed-request");
        app.send("DELETE", "/v1/sessions/" + sessionIn(registered), accessToken).is(204);
        stepUp(proof, accessToken).isProblem(401, "session-ended");
    }

    @Test
    @DisplayName("writes the scope staff into the tokens of whoever has it at sign-in, and keeps it over refreshing")
    void staff() {
        assertThat(Caller.claimsOf(registered.text("accessToken"))).containsEntry("scope", "user");
        var account = RegistrationTable.accountKey(
                new SubjectId(registered.json().at("/account/id").asText()));
        dynamo.client().updateItem(update -> update.tableName(RegistrationTable.NAME)
                .key(account)
                .updateExpression("SET staff = :yes")
                .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true))));

        Answer signedIn = app.signIn(app.proof()).is(201);
        Answer refreshed = app.refresh(signedIn.text("refreshToken")).is(200);
        Answer before = app.refresh(registered.text("refreshToken")).is(200);

        for (Answer answer : List.of(signedIn, refreshed)) {
            assertThat(Caller.claimsOf(answer.text("accessToken"))).containsEntry("scope", "user staff");
        }
        assertThat(Caller.claimsOf(before.text("accessToken"))).containsEntry("scope", "user");
    }

    @Test
    @DisplayName("gives a device token to an app that signs in, and takes it back in bodies")
    void deviceToken() {
        String token = registered.text("deviceToken");
        assertThat(token).hasSizeLessThan(500);

        Answer answer = app.post("/v1/sessions", withDeviceToken(app, token)).is(201);

        assertThat(answer.text("deviceToken")).isNotEqualTo(token);
        assertThat(app.refresh(answer.text("refreshToken")).json().has("deviceToken"))
                .isFalse();
        app.post("/v1/sessions", withDeviceToken(app, "x".repeat(501))).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("gives a browser its device token in a cookie that outlives signing out, and only there")
    void deviceCookie() {
        Caller browser = Caller.browser(room);
        Answer signedIn = browser.signIn(browser.proof()).is(201);
        String known = browser.cookies().get("__Host-known");

        assertThat(signedIn.json().has("deviceToken")).isFalse();
        assertThat(signedIn.cookies()).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-known=")
                .contains("Max-Age=31536000; Secure; HttpOnly; SameSite=Strict"));
        browser.refresh("").is(200);
        assertThat(browser.cookies()).containsEntry("__Host-known", known);
        browser.post("/v1/sessions", "{\"proof\":\"%s\",\"deviceToken\":\"%s\"}".formatted(browser.proof(), known))
                .isProblem(400, "malformed-request");
        browser.send("DELETE", "/v1/sessions/" + sessionIn(signedIn), signedIn.text("accessToken"))
                .is(204);
        assertThat(browser.cookies()).containsOnlyKeys("__Host-known");
    }

    private Answer stepUp(String proof, String accessToken) {
        return app.post("/v1/sessions/step-up", "{\"proof\":\"" + proof + "\"}", accessToken);
    }

    private static String sessionIn(Answer answer) {
        return answer.json().at("/session/id").asText();
    }

    private static String withDeviceToken(Caller caller, String token) {
        return "{\"proof\":\"%s\",\"deviceSecret\":\"%s\",\"deviceToken\":\"%s\"}"
                .formatted(caller.proof(), Caller.SECRET, token);
    }

    private String named(String name) {
        return "{\"proof\":\"%s\",\"deviceSecret\":\"%s\",\"deviceName\":\"%s\"}"
                .formatted(app.proof(), Caller.SECRET, name);
    }
}

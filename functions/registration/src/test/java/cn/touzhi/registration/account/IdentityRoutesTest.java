package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.session.Caller;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Clause("64")
@DisplayName("Over HTTP, addresses and freezes")
class IdentityRoutesTest {
    private static final String EMAIL = "li.lei@example.com";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom room;

    private Caller app;
    private String accessToken;

    @BeforeAll
    static void start() {
        room = new RegistrationRoom(dynamo.client());
    }

    @BeforeEach
    void someoneHasAnAccount() {
        dynamo.clear(RegistrationRoom.TABLES[0]);
        app = Caller.app(room);
        accessToken = app.register(app.proof()).is(201).text("accessToken");
    }

    @Test
    @DisplayName("go the whole way: step up, add, list, remove, freeze, undo, unfreeze")
    void wholeWay() {
        send("POST", "/v1/accounts/me/identities", proofBody(EMAIL, "identity")).isProblem(403, "step-up-needed");
        stepUp("sms", "13800138000");
        String added = send("POST", "/v1/accounts/me/identities", proofBody(EMAIL, "identity"))
                .is(201)
                .text("id");
        Answer listed = send("GET", "/v1/accounts/me/identities", "").is(200);
        assertThat(listed.json().at("/identities")).hasSize(2);
        assertThat(listed.json().toString()).contains(added, "l***@example.com").doesNotContain(EMAIL);

        room.clock().advance(Duration.ofDays(8));
        accessToken = app.signIn(app.proof()).is(201).text("accessToken");
        stepUp("sms", "13800138000");
        send("DELETE", "/v1/accounts/me/identities/" + added, "").is(204);
        send("DELETE", "/v1/accounts/me/identities/" + added, "").is(204);
        send("DELETE", "/v1/accounts/me/identities/AAAAAAAAAAAAAAAAAAAAAA", "").isProblem(404, "no-such-thing");

        Answer frozen =
                app.post("/v1/accounts/freeze", proofBody(EMAIL, "confirm")).is(200);
        assertThat(frozen.text("caseId")).hasSize(22);
        send("GET", "/v1/accounts/me", "").isProblem(401, "session-ended");
        app.signIn(app.proof()).isProblem(403, "account-frozen");

        app.post("/v1/accounts/undo-removal", proofBody(EMAIL, "confirm")).is(204);
        someMinutesPass();
        app.post("/v1/accounts/unfreeze", """
                {"proof":"%s","secondProof":"%s"}""".formatted(
                                app.proofOf("sms", "13800138000", "confirm"), app.proofOf("email", EMAIL, "confirm")))
                .is(204);
        app.signIn(app.proofOf("email", EMAIL, "enter")).is(201);
    }

    @Test
    @DisplayName("of a number without an account tell nothing but that there is none")
    void nobody() {
        String body = proofBody("nobody@example.com", "confirm");

        app.post("/v1/accounts/freeze", body).isProblem(404, "no-account");
        app.post("/v1/accounts/undo-removal", body).isProblem(404, "nothing-removed");
        app.post("/v1/accounts/freeze", "{\"proof\":\"AAAA\"}").isProblem(410, "proof-not-usable");
    }

    @Test
    @DisplayName("and a number that may have a new holder is asked for more, with the proof still good")
    void recycled() {
        room.clock().advance(Duration.ofDays(91));
        String proof = app.proof();

        app.signIn(proof).isProblem(409, "second-check-needed");
        app.post("/v1/sessions", signInBody(proof, "\"birthDate\":\"1999-01-01\""))
                .isProblem(422, "wrong-birth-date");
        app.post("/v1/sessions", signInBody(proof, "\"secondProof\":\"AAAA\""))
                .isProblem(410, "second-proof-not-usable");
        app.post("/v1/sessions", signInBody(proof, "\"birthDate\":\"2000-02-29\""))
                .is(201);
    }

    /** So that codes that were used don't count as open any more. */
    private static void someMinutesPass() {
        room.clock().advance(Duration.ofMinutes(11));
    }

    private void stepUp(String channel, String address) {
        send("POST", "/v1/sessions/step-up", "{\"proof\":\"" + app.proofOf(channel, address, "confirm") + "\"}")
                .is(200);
    }

    private String proofBody(String email, String purpose) {
        return "{\"proof\":\"" + app.proofOf("email", email, purpose) + "\"}";
    }

    private static String signInBody(String proof, String more) {
        return "{\"deviceSecret\":\"%s\",\"proof\":\"%s\",%s}".formatted("A".repeat(43), proof, more);
    }

    private Answer send(String method, String path, String body) {
        return app.send(method, path, accessToken, body);
    }
}

package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A browser that signs in anew")
class FormerSessionsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static FaultyDynamo faults;
    private static RegistrationRoom room;

    @BeforeAll
    static void start() {
        faults = new FaultyDynamo(dynamo.client());
        room = new RegistrationRoom(faults.client());
    }

    @BeforeEach
    void someoneIsRegistered() {
        dynamo.clear(RegistrationTable.NAME);
        Caller app = Caller.app(room);
        app.register(app.proof()).is(201);
    }

    @Test
    @DisplayName("ends the session that a browser had when it signs in or registers anew (ASVS 7.2.4)")
    void replaces() {
        Caller browser = Caller.browser(room);
        Answer first = browser.signIn(browser.proof()).is(201);
        String proof = browser.proof();

        Answer second = browser.signIn(proof).is(201);
        Answer repeat = browser.signIn(proof).is(201);
        assertThat(endings()).hasSize(1);
        Answer third = browser.register(browser.proofOf("email", "z@example.com", "enter"))
                .is(201);

        assertThat(repeat.json().path("session")).isEqualTo(second.json().path("session"));
        assertThat(endings()).hasSize(2);
        for (Answer former : List.of(first, second)) {
            browser.send("GET", "/v1/accounts/me", former.text("accessToken")).isProblem(401, "session-ended");
        }
        browser.send("GET", "/v1/accounts/me", third.text("accessToken")).is(200);
    }

    @Test
    @DisplayName("signs a browser in although its former session can't be ended, and logs that")
    void replacesNone() {
        Caller browser = Caller.browser(room);
        browser.signIn(browser.proof()).is(201);
        String proof = browser.proof();
        int calls = dynamo.requestsOf(() -> browser.signIn(proof).is(201)).size();
        String another = browser.proof();
        faults.failAfter(calls - 1, false);

        Answer answer = browser.signIn(another).is(201);

        assertThat(faults.heal()).isTrue();
        browser.send("GET", "/v1/accounts/me", answer.text("accessToken")).is(200);
        assertThat(endings()).hasSize(1);
        assertThat(room.log())
                .filteredOn(line -> line.contains("session-not-replaced"))
                .hasSize(1);
    }

    @Test
    @DisplayName("ends no session whose cookie comes without the secret of its device")
    void replacesNoForeign() {
        Caller browser = Caller.browser(room);
        Answer first = browser.signIn(browser.proof()).is(201);
        Caller thief = Caller.browser(room);
        String proof = thief.proof();
        thief.cookies().put("__Host-refresh", browser.cookies().get("__Host-refresh"));

        thief.signIn(proof).is(201);

        assertThat(endings()).isEmpty();
        browser.send("GET", "/v1/accounts/me", first.text("accessToken")).is(200);
    }

    private List<?> endings() {
        return World.endings(dynamo);
    }
}

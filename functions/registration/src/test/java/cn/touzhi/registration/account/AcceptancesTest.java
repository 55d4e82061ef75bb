package cn.touzhi.registration.account;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.policy.Policies;
import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationRoom;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.session.Caller;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Clause({"1", "2"})
@DisplayName("Once version 5 of the policy is published,")
class AcceptancesTest {
    private static final String ACCEPTANCES = "/v1/accounts/me/acceptances/";
    private static final Policy NEWER = Policy.ofResource(5, "2027年3月 第5版", LocalDate.of(2027, 3, 1), "zh-CN");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(RegistrationRoom.TABLES);

    private static RegistrationRoom before;
    private static RegistrationRoom room;

    private Caller app;
    private Answer registered;

    @BeforeAll
    static void publish() {
        before = new RegistrationRoom(dynamo.client());
        room = before.publishing(new Policies(List.of(new Policies().current(), NEWER)));
    }

    @BeforeEach
    void someoneIsRegisteredUnderVersion4() {
        dynamo.clear(RegistrationTable.NAME);
        Caller then = Caller.app(before);
        registered = then.register(then.proof()).is(201);
        app = Caller.app(room);
    }

    @Test
    @DisplayName("it is the one to be accepted by whoever registers")
    void published() {
        String proof = app.proofOf("email", "z@example.com", "enter");
        Answer refused = app.register(proof).isProblem(409, "policy-not-current");
        assertThat(refused.json().path("current").asInt()).isEqualTo(5);
        app.register(proof, "2000-02-29", 5).is(201);
    }

    @Test
    @DisplayName("who accepts it is shown and recorded to have done so, when, where, and which text")
    void accepted() {
        assertThat(me().path("acceptedPolicy").asInt()).isEqualTo(4);
        assertThat(me().path("currentPolicy").asInt()).isEqualTo(5);

        Answer answer = put("5").is(200);

        assertThat(answer.json().path("version").asInt()).isEqualTo(5);
        assertThat(answer.text("acceptedAt")).isEqualTo(room.clock().instant().toString());
        assertThat(me().path("acceptedPolicy").asInt()).isEqualTo(5);
        Map<String, AttributeValue> stored = item(5);
        assertThat(stored.get(RegistrationTable.TEXT_DIGEST).s()).isEqualTo(NEWER.sha256());
        assertThat(stored.get(RegistrationTable.SOURCE).s()).isEqualTo("app");
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.subject())
                    .contains(registered.json().at("/account/id").asText());
            assertThat(event.data())
                    .containsEntry("policyVersion", "5")
                    .containsEntry("source", "app")
                    .containsEntry("acceptedAt", room.clock().instant().toString());
        });
    }

    @Test
    @DisplayName("who accepts it again accepted it the first time, and tells others once")
    void again() {
        String first = put("5").is(200).text("acceptedAt");
        room.clock().advance(Duration.ofMinutes(5));

        assertThat(put("5").is(200).text("acceptedAt")).isEqualTo(first);

        assertThat(events()).hasSize(1);
    }

    @Test
    @DisplayName("the version before can't be accepted any more; the answer says which can")
    void tooLate() {
        assertThat(put("4").isProblem(409, "policy-not-current")
                        .json()
                        .path("current")
                        .asInt())
                .isEqualTo(5);
        assertThat(Caller.app(before)
                        .send("PUT", ACCEPTANCES + 4, registered.text("accessToken"))
                        .is(200)
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "6", "0", "05", "-5", "5.0", "99999", "current"})
    @DisplayName("no version can be accepted that never was:")
    void never(String version) {
        put(version).isProblem(404, "no-such-thing");
        assertThat(events()).isEmpty();
    }

    @Test
    @DisplayName("nobody accepts it on a session that has ended")
    void ended() {
        app.send("DELETE", "/v1/sessions/" + registered.json().at("/session/id").asText(), token())
                .is(204);

        put("5").isProblem(401, "session-ended");

        assertThat(events()).isEmpty();
    }

    @Test
    @DisplayName("nobody accepts it for an account that was frozen meanwhile")
    void frozen() {
        dynamo.client().updateItem(update -> update.tableName(RegistrationTable.NAME)
                .key(RegistrationTable.accountKey(subject()))
                .updateExpression("SET #state = :frozen")
                .expressionAttributeNames(Map.of("#state", RegistrationTable.STATE))
                .expressionAttributeValues(Map.of(":frozen", AttributeValue.fromS("frozen"))));

        put("5").isProblem(401, "session-ended");

        assertThat(events()).isEmpty();
    }

    @Test
    @Clause("3")
    @DisplayName("who does not accept it can still sign in, see themselves, refresh, and sign out")
    void refusing() {
        Answer signedIn = app.signIn(app.proof()).is(201);
        String refreshed = app.refresh(signedIn.text("refreshToken")).is(200).text("accessToken");

        Answer me = app.send("GET", "/v1/accounts/me", refreshed).is(200);
        assertThat(me.json().path("acceptedPolicy").asInt()).isEqualTo(4);

        String session = signedIn.json().at("/session/id").asText();
        app.send("DELETE", "/v1/sessions/" + session, refreshed).is(204);
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WEB, WEB", "ANDROID, APP", "IOS, APP", "MINI_PROGRAM, MINI_PROGRAM"})
    @DisplayName("it is recorded where it was accepted, as the session tells:")
    void source(cn.touzhi.registration.verification.Client client, Source source) {
        assertThat(Source.from(client)).isEqualTo(source);
    }

    private Answer put(String version) {
        return app.send("PUT", ACCEPTANCES + version, token());
    }

    private com.fasterxml.jackson.databind.JsonNode me() {
        return app.send("GET", "/v1/accounts/me", token()).is(200).json();
    }

    private String token() {
        return registered.text("accessToken");
    }

    private SubjectId subject() {
        return new SubjectId(registered.json().at("/account/id").asText());
    }

    private Map<String, AttributeValue> item(int version) {
        return dynamo.client()
                .getItem(get ->
                        get.tableName(RegistrationTable.NAME).key(RegistrationTable.acceptanceKey(subject(), version)))
                .item();
    }

    private static List<Event> events() {
        return dynamo.items(RegistrationTable.NAME).stream()
                .flatMap(item -> EventAttribute.read(item).stream())
                .filter(event -> event.type().equals(RegistrationEvents.POLICY_ACCEPTED))
                .toList();
    }
}

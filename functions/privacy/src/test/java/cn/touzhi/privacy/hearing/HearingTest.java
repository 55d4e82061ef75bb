package cn.touzhi.privacy.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.privacy.PrivacyRoom;
import cn.touzhi.privacy.PrivacyRoom.Someone;
import cn.touzhi.privacy.PrivacyTable;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What registration tells")
class HearingTest {
    /** As registration first said so: its own golden files, since it promises to go on like that. */
    private static final Path SAID_BY_REGISTRATION = Path.of("../registration/src/test/resources/events");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(PrivacyRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Someone someone = Someone.named('A');
    private PrivacyRoom room;

    @BeforeEach
    void nothingIsKnown() {
        room = PrivacyRoom.empty(dynamo);
    }

    @Test
    @Clause("2")
    @DisplayName("of who accepted which version of the policy, when and where, is kept and shown, once")
    void acceptances() {
        Event registered = accepted("AccountRegistered", 4, "app");
        assertThat(hears(registered)).isTrue();
        assertThat(hears(registered)).isTrue();
        room.clock().advance(Duration.ofDays(200));
        assertThat(hears(accepted("PolicyAccepted", 5, "web"))).isTrue();

        JsonNode policies = room.sees(someone).is(200).json().path("policies");

        assertThat(policies).hasSize(2);
        assertThat(policies.get(0).path("version").asInt()).isEqualTo(4);
        assertThat(policies.get(0).path("source").asText()).isEqualTo("app");
        assertThat(policies.get(0).path("acceptedAt").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(policies.get(1).path("version").asInt()).isEqualTo(5);
    }

    @Test
    @DisplayName("of an acceptance late, after a later one, doesn't change when it was first accepted")
    void late() {
        Event first = accepted("AccountRegistered", 4, "app");
        room.clock().advance(Duration.ofHours(1));
        hears(first);
        hears(accepted("PolicyAccepted", 4, "web"));

        JsonNode policies = room.sees(someone).is(200).json().path("policies");

        assertThat(policies).singleElement().satisfies(policy -> assertThat(
                        policy.path("acceptedAt").asText())
                .isEqualTo("2026-11-23T12:00:00Z"));
    }

    @Test
    @Clause("64")
    @DisplayName("of a session that ended keeps its token out, and no other session of theirs")
    void sessionEnded() {
        Someone elsewhere = new Someone(someone.subject(), "E".repeat(22), 1);
        room.sees(someone).is(200);

        hears(event(StandingEvents.SESSION_ENDED, Map.of("session", someone.session())));

        room.sees(someone).isProblem(401, "session-ended");
        room.gives(someone, "resume-health").isProblem(401, "session-ended");
        room.withdraws(someone, "resume-health").isProblem(401, "session-ended");
        room.sees(elsewhere).is(200);
        room.sees(Someone.named('B')).is(200);
    }

    @Test
    @Clause("64")
    @DisplayName(
            "of all sessions that ended keeps their tokens out, in whichever order it is told, and lets later ones in")
    void sessionsEnded() {
        List<Event> told = new ArrayList<>(List.of(
                event(StandingEvents.SESSIONS_ENDED, Map.of("generation", "2")),
                event(StandingEvents.SESSIONS_ENDED, Map.of("generation", "4")),
                event(StandingEvents.SESSIONS_ENDED, Map.of("generation", "3"))));
        Collections.shuffle(told);
        told.forEach(event -> assertThat(hears(event)).isTrue());

        room.sees(someone).isProblem(401, "session-ended");
        room.sees(new Someone(someone.subject(), "E".repeat(22), 3)).isProblem(401, "session-ended");
        room.sees(new Someone(someone.subject(), "E".repeat(22), 4)).is(200);
    }

    @Test
    @DisplayName("of sessions is looked at no longer than a token could last, also where time to live lags")
    void goes() {
        hears(event(StandingEvents.SESSION_ENDED, Map.of("session", someone.session())));
        hears(event(StandingEvents.SESSIONS_ENDED, Map.of("generation", "2")));
        assertThat(dynamo.items(PrivacyTable.NAME)).hasSize(2).allSatisfy(item -> assertThat(
                        item.get("expiresAt").n())
                .isEqualTo(Long.toString(
                        room.clock().instant().plus(Duration.ofHours(2)).getEpochSecond())));

        room.clock().advance(Duration.ofHours(2));

        room.sees(someone).is(200);
        Event old = event(StandingEvents.SESSION_ENDED, Map.of("session", "O".repeat(22)));
        room.clock().advance(Duration.ofHours(3));
        assertThat(hears(old)).isTrue();
        assertThat(dynamo.items(PrivacyTable.NAME)).as("nothing new").hasSize(2);
    }

    @Test
    @DisplayName("of somebody who is being erased is not kept")
    void fenced() {
        dynamo.client().putItem(put -> put.tableName(PrivacyTable.NAME).item(Fence.keyOf(someone.subject())));

        for (Event late : List.of(
                accepted("AccountRegistered", 4, "app"),
                event(StandingEvents.SESSION_ENDED, Map.of("session", someone.session())),
                event(StandingEvents.SESSIONS_ENDED, Map.of("generation", "9")))) {
            assertThat(hears(late)).isTrue();
        }

        assertThat(dynamo.items(PrivacyTable.NAME)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn.touzhi.registration.AccountRegistered.v1",
                "cn.touzhi.registration.PolicyAccepted.v1",
                "cn.touzhi.registration.SessionEnded.v1",
                "cn.touzhi.registration.SessionsEnded.v1"
            })
    @DisplayName("is understood as it was first said:")
    void golden(String type) throws IOException {
        String said = Files.readString(SAID_BY_REGISTRATION.resolve(type + ".json"));
        Event event = EventJson.read(said);
        while (room.clock().instant().isAfter(event.time())) {
            room.clock().advance(Duration.ofDays(-1));
        }

        assertThat(hears(said)).isTrue();

        assertThat(dynamo.items(PrivacyTable.NAME)).hasSize(1);
        assertThat(log).noneMatch(line -> line.contains("EventForeign"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"policyVersion\":\"x\",\"acceptedAt\":\"2026-11-23T12:00:00Z\",\"source\":\"app\"}",
                "{\"policyVersion\":\"4\",\"acceptedAt\":\"yesterday\",\"source\":\"app\"}",
                "{\"policyVersion\":\"4\",\"acceptedAt\":\"2026-11-23T12:00:00Z\",\"source\":\"fax\"}",
                "{\"policyVersion\":\"4\",\"acceptedAt\":\"2026-11-23T12:00:00Z\"}",
                "{}"
            })
    @DisplayName("must be whole: else it stays for the dead letters, and nothing is written")
    void malformed(String data) {
        for (String type : List.of("AccountRegistered", "PolicyAccepted", "SessionEnded", "SessionsEnded")) {
            assertThat(hears("{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi.registration\","
                            + "\"type\":\"cn.touzhi.registration." + type + ".v1\",\"subject\":\""
                            + someone.subject().value() + "\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":" + data
                            + "}"))
                    .as(type)
                    .isFalse();
        }
        assertThat(dynamo.items(PrivacyTable.NAME)).isEmpty();
    }

    @Test
    @DisplayName("that is none of this room's business is left alone, and counted")
    void foreign() {
        assertThat(hears(event("cn.touzhi.registration.AccountFrozen.v1", Map.of("case", "x"))))
                .isTrue();

        assertThat(log).anyMatch(line -> line.contains("EventForeign"));
        assertThat(dynamo.items(PrivacyTable.NAME)).isEmpty();
    }

    private Event accepted(String name, int version, String source) {
        return event(
                "cn.touzhi.registration." + name + ".v1",
                Map.of(
                        "policyVersion", Integer.toString(version),
                        "acceptedAt", room.clock().instant().toString(),
                        "source", source));
    }

    private Event event(String type, Map<String, String> data) {
        SubjectId subject = someone.subject();
        return new Event(
                EventId.random(random),
                type,
                Optional.of(subject.value()),
                room.clock().instant(),
                data);
    }

    private boolean hears(Event event) {
        return hears(EventJson.write(event));
    }

    private boolean hears(String message) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(message);
        HearingHandler handler = new HearingHandler(
                new HearingSettings(PrivacyTable.NAME, "queue"),
                dynamo.client(),
                queue,
                new AwsCalls(),
                room.clock(),
                new OperationLog("privacy-hearing", room.clock(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), Invocation.unhurried()));
        return queue.left().isEmpty();
    }
}

package cn.touzhi.jobs.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.InMemoryQueue;
import cn.touzhi.kernel.Invocation;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.aws.AwsCalls;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventCatalogue;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.kernel.standing.StandingEvents;
import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
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

@DisplayName("What jobs hears")
class JobsHearingTest {
    /** As registration first said so: its own golden files, since it promises to go on like that. */
    private static final Path SAID_BY_REGISTRATION = Path.of("../registration/src/test/resources/events");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Someone owner = Someone.named('A');
    private final JobText text = JobText.good();
    private JobsRoom room;

    @BeforeEach
    void nothingIsKnown() {
        room = JobsRoom.empty(dynamo);
    }

    @Test
    @Clause("64")
    @DisplayName("of a session that ended keeps its token out of every route, and no other session of theirs")
    void sessionEnded() {
        String employer = room.verifiedEmployer(owner);
        String job = room.draft(owner, employer, text);
        String token = room.invites(owner, employer, "recruiter");

        hears(ended(Map.of("session", owner.session())));

        String base = "/v1/employers/" + employer;
        room.call(owner, "GET", "/v1/employers").send().isProblem(401, "session-ended");
        room.call(owner, "GET", base).send().isProblem(401, "session-ended");
        room.call(owner, "POST", base + "/submission").send().isProblem(401, "session-ended");
        room.call(owner, "GET", base + "/members").send().isProblem(401, "session-ended");
        room.call(owner, "DELETE", base + "/members/" + owner.subject().value())
                .send()
                .isProblem(401, "session-ended");
        room.create(owner, base + "/invitations", "{\"role\":\"owner\"}").send().isProblem(401, "session-ended");
        room.accepts(owner, token).isProblem(401, "session-ended");
        room.create(owner, "/v1/employers", JobsRoom.employerBody("91310110666007217T"))
                .send()
                .isProblem(401, "session-ended");
        room.create(owner, base + "/jobs", text.json()).send().isProblem(401, "session-ended");
        room.call(owner, "GET", base + "/jobs").send().isProblem(401, "session-ended");
        room.sees(owner, employer, job).isProblem(401, "session-ended");
        room.moves(owner, employer, job, 1, "open").isProblem(401, "session-ended");
        Someone elsewhere = new Someone(owner.subject(), "E".repeat(22), 1, "user");
        room.sees(elsewhere, employer, job).is(200);
    }

    @Test
    @Clause("64")
    @DisplayName("of staff's sessions that ended keeps their tokens out")
    void staffEnded() {
        String employer = room.employer(owner);
        hears(event(
                StandingEvents.SESSIONS_ENDED,
                Optional.of(Someone.ofStaff().subject().value()),
                Map.of("generation", "2")));

        room.decides(employer, "suspended", "complaints").isProblem(401, "session-ended");
    }

    @Test
    @DisplayName("of somebody who is being erased is not kept")
    void fenced() {
        dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(Fence.keyOf(owner.subject())));

        assertThat(hears(ended(Map.of("session", owner.session())))).isTrue();

        assertThat(dynamo.items(JobsTable.NAME)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn.touzhi.registration.SessionEnded.v1", "cn.touzhi.registration.SessionsEnded.v1"})
    @DisplayName("is understood as it was first said:")
    void golden(String type) throws IOException {
        String said = Files.readString(SAID_BY_REGISTRATION.resolve(type + ".json"));
        Event event = EventJson.read(said);
        while (room.clock().instant().isAfter(event.time())) {
            room.clock().advance(Duration.ofDays(-1));
        }

        assertThat(hears(said, Invocation.unhurried())).isTrue();

        assertThat(dynamo.items(JobsTable.NAME)).hasSize(1);
        assertThat(log).noneMatch(line -> line.contains("EventForeign"));
    }

    @Test
    @DisplayName("of an employer is understood as it was first said, and does nothing where it isn't suspended")
    void goldenOwn() {
        assertThat(hears(
                        new EventCatalogue(JobsEvents.class).goldenOf(JobsEvents.EMPLOYER_CHANGED),
                        Invocation.unhurried()))
                .isTrue();
        assertThat(dynamo.items(JobsTable.NAME)).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("of an employer that was suspended closes what it has open or paused, and nothing else")
    void suspended() {
        String employer = room.verifiedEmployer(owner);
        String open = room.openJob(owner, employer, text);
        String paused = room.openJob(owner, employer, text);
        room.moves(owner, employer, paused, 2, "paused").is(200);
        String draft = room.draft(owner, employer, text);
        String others = room.openJob(owner, room.verifiedEmployer(owner), text);
        room.decides(employer, "suspended", "false-postings").is(200);

        assertThat(hears(changed(employer, "suspended"))).isTrue();
        assertThat(hears(changed(employer, "suspended"))).as("again").isTrue();

        assertThat(room.sees(owner, employer, open).text("state")).isEqualTo("closed");
        assertThat(room.sees(owner, employer, paused).text("state")).isEqualTo("closed");
        assertThat(room.sees(owner, employer, draft).text("state")).isEqualTo("draft");
        room.call("GET", "/v1/jobs/" + open).send().isProblem(404, "no-such-thing");
        assertThat(room.call("GET", "/v1/jobs").send().json().path("jobs").findValuesAsText("id"))
                .containsExactly(others);
    }

    @Test
    @DisplayName("of many postings to close goes on where its time was over")
    void manyPostings() {
        String employer = room.verifiedEmployer(owner);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            jobs.add(room.openJob(owner, employer, text));
        }
        room.decides(employer, "suspended", "false-postings").is(200);
        Event event = changed(employer, "suspended");

        assertThat(hears(EventJson.write(event), Invocation.withMillisLeft(10_000, 10_000, 10_000, 10_000, 2_000)))
                .isFalse();
        assertThat(states(employer, jobs)).contains("closed", "open");
        assertThat(hears(event)).isTrue();

        assertThat(states(employer, jobs)).containsOnly("closed");
    }

    @Test
    @DisplayName("of an employer that is verified again by then closes nothing")
    void verifiedAgain() {
        String employer = room.verifiedEmployer(owner);
        String open = room.openJob(owner, employer, text);
        room.decides(employer, "suspended", "complaints").is(200);
        room.decides(employer, "verified", "documents-match").is(200);

        assertThat(hears(changed(employer, "suspended"))).isTrue();

        assertThat(room.sees(owner, employer, open).text("state")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"employer\":\"short\",\"state\":\"suspended\"}",
                "{\"employer\":\"UUUUUUUUUUUUUUUUUUUUUU\"}",
                "{\"employer\":\"UUUUUUUUUUUUUUUUUUUUUU\",\"state\":\"sleepy\"}"
            })
    @DisplayName("must be whole: else it stays for the dead letters, and nothing is written")
    void malformed(String data) {
        for (String type : List.of("jobs.EmployerChanged", "registration.SessionEnded", "registration.SessionsEnded")) {
            String source = type.substring(0, type.indexOf('.'));
            assertThat(hears(
                            "{\"specversion\":\"1.0\",\"id\":\"one\",\"source\":\"cn.touzhi." + source
                                    + "\",\"type\":\"cn.touzhi." + type + ".v1\",\"subject\":\""
                                    + owner.subject().value() + "\",\"time\":\"2026-11-23T12:00:00Z\",\"data\":"
                                    + data + "}",
                            Invocation.unhurried()))
                    .as(type)
                    .isFalse();
        }
        assertThat(dynamo.items(JobsTable.NAME)).isEmpty();
    }

    @Test
    @DisplayName("that is none of this room's business is left alone, and counted")
    void foreign() {
        assertThat(hears(event(
                        "cn.touzhi.registration.AccountFrozen.v1",
                        Optional.of(owner.subject().value()),
                        Map.of("case", "x"))))
                .isTrue();

        assertThat(log).anyMatch(line -> line.contains("EventForeign"));
        assertThat(dynamo.items(JobsTable.NAME)).isEmpty();
    }

    private List<String> states(String employer, List<String> jobs) {
        return jobs.stream()
                .map(job -> room.sees(owner, employer, job).text("state"))
                .toList();
    }

    private Event changed(String employer, String state) {
        return event(
                JobsEvents.EMPLOYER_CHANGED,
                Optional.empty(),
                Map.of("employer", employer, "state", state, "version", "4"));
    }

    private Event ended(Map<String, String> data) {
        return event(StandingEvents.SESSION_ENDED, Optional.of(owner.subject().value()), data);
    }

    private Event event(String type, Optional<String> subject, Map<String, String> data) {
        return new Event(EventId.random(random), type, subject, room.clock().instant(), data);
    }

    private boolean hears(Event event) {
        return hears(EventJson.write(event), Invocation.unhurried());
    }

    private boolean hears(String message, Context context) {
        InMemoryQueue queue = new InMemoryQueue();
        queue.add(message);
        JobsHearingHandler handler = new JobsHearingHandler(
                new JobsHearingSettings(JobsTable.NAME, "queue"),
                dynamo.client(),
                queue,
                new AwsCalls(),
                room.clock(),
                new OperationLog("jobs-hearing", room.clock(), log::add));
        queue.settle(handler.handleRequest(queue.receive(), context));
        return queue.left().isEmpty();
    }
}

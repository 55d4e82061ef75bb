package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.standing.StandingEvents;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An application")
class HandlingTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private final Someone interviewer = Someone.named('C');
    private final Someone outsider = Someone.named('D');
    private ApplicationsRoom room;
    private String employer;
    private String posting;
    private String id;

    @BeforeEach
    void anApplication() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        room.acts(interviewer, employer, "interviewer");
        room.employer(outsider, "owner");
        posting = room.posting(employer);
        id = room.applies(seeker, posting);
    }

    @Test
    @Clause("14")
    @DisplayName("goes from submission to hiring, step by step, as both sides take them, and each is told")
    void hired() {
        room.grant(recruiter, employer, id).is(200);
        moves("shortlist").is(200);
        room.proposes(recruiter, employer, id, "2026-12-01T02:00:00Z").is(200);
        room.moves(seeker, id, "accept-interview").isProblem(409, "interview-changed");
        accepts("2026-12-01T03:00:00Z").isProblem(409, "interview-changed");
        accepts("2026-12-01T02:00:00Z").is(200);
        moves("interview").is(200);
        moves("offer").is(200);
        room.moves(seeker, id, "accept-offer").is(200);
        moves("hire").is(200);

        JsonNode seen = room.sees(seeker, id).is(200).json();
        assertThat(seen.path("history"))
                .extracting(step -> step.path("state").asText())
                .containsExactly(
                        "submitted",
                        "viewed",
                        "shortlisted",
                        "interview-proposed",
                        "interview-confirmed",
                        "interviewed",
                        "offered",
                        "offer-accepted",
                        "hired");
        assertThat(seen.at("/application/interviewAt").asText()).isEqualTo("2026-12-01T02:00:00Z");
        assertThat(last().type()).isEqualTo(ApplicationsEvents.CLOSED);
        assertThat(last().data()).containsEntry("state", "hired").containsEntry("moves", "9");
    }

    @Test
    @DisplayName("takes no step that doesn't lead on from where it stands, and one that was taken stays taken")
    void illegal() {
        assertThat(moves("hire").isProblem(409, "move-not-allowed").text("state"))
                .isEqualTo("submitted");
        room.moves(seeker, id, "accept-offer").isProblem(409, "move-not-allowed");
        moves("shortlist").is(200);
        moves("shortlist").is(200);
        assertThat(room.sees(seeker, id).json().path("history")).hasSize(2);
        room.moves(recruiter, employer, id, "{\"move\":\"reject\",\"reason\":\"skills\"}")
                .is(200);
        assertThat(room.sees(seeker, id).json().at("/application/reason").asText())
                .isEqualTo("skills");
        room.moves(seeker, id, "accept-offer").isProblem(409, "move-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"move\":\"reject\"}",
                "{\"move\":\"reject\",\"reason\":\"age\"}",
                "{\"move\":\"shortlist\",\"reason\":\"skills\"}",
                "{\"move\":\"withdraw\"}",
                "{\"move\":\"propose-interview\"}",
                "{\"move\":\"shortlist\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\",\"place\":\"Hall\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"place\":\"Hall\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-11-01T02:00:00Z\",\"place\":\"Hall\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2027-11-01T02:00:00Z\",\"place\":\"Hall\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\",\"place\":\" \"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\",\"link\":\"http://a.b/c\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\",\"link\":\"https://a.b/ c\"}}",
                "{\"move\":\"propose-interview\",\"interview\":{\"at\":\"2026-12-01T02:00:00Z\",\"place\":\"Hall\",\"minutes\":5}}",
                "{}"
            })
    @DisplayName("is moved by what says all that it needs, and nothing else:")
    void malformed(String body) {
        room.moves(recruiter, employer, id, body).isProblem(400, "malformed-request");
    }

    @Test
    @Clause("37")
    @DisplayName("is there for its seeker and the members of its employer, and for nobody else")
    void foreign() {
        for (String unknown : List.of(id, room.id(), "x")) {
            room.sees(outsider, unknown).isProblem(404, "no-such-thing");
            room.moves(outsider, unknown, "withdraw").isProblem(404, "no-such-thing");
            room.grant(outsider, employer, unknown).isProblem(404, "no-such-thing");
            room.moves(outsider, employer, unknown, "{\"move\":\"shortlist\"}").isProblem(404, "no-such-thing");
            room.call(outsider, "GET", "/v1/employers/" + employer + "/applications/" + unknown)
                    .send()
                    .isProblem(404, "no-such-thing");
        }
        room.call(outsider, "GET", "/v1/employers/" + employer + "/applications")
                .send()
                .isProblem(404, "no-such-thing");
        room.grant(seeker, employer, id).isProblem(404, "no-such-thing");
        // a member of another employer, under the path of their own
        String own = room.employer(outsider, "owner");
        room.grant(outsider, own, id).isProblem(404, "no-such-thing");
        assertThat(room.call(outsider, "GET", "/v1/applications").send().json().path("applications"))
                .isEmpty();
    }

    @Test
    @DisplayName("is looked at by every member, and moved by those who may")
    void roles() {
        room.grant(interviewer, employer, id).is(200);
        room.moves(interviewer, employer, id, "{\"move\":\"shortlist\"}").isProblem(403, "role-too-low");
        assertThat(room.call(interviewer, "GET", "/v1/employers/" + employer + "/applications")
                        .send()
                        .is(200)
                        .json()
                        .at("/applications/0/state")
                        .asText())
                .isEqualTo("viewed");
    }

    @Test
    @Clause("37")
    @DisplayName("lets a member look for a minute at that version and what was released, and its owner sees that")
    void granted() {
        Answer answer = room.grant(recruiter, employer, id).is(200);

        ViewGrant grant = ViewGrant.read(new MacKey(room.kms(), "GrantKey"), answer.text("grant"))
                .orElseThrow();
        assertThat(grant.application()).isEqualTo(id);
        assertThat(grant.viewer()).isEqualTo(recruiter.subject());
        assertThat(grant.employer().value()).isEqualTo(employer);
        assertThat(grant.fields()).containsExactly("health");
        assertThat(grant.expiresAt()).isEqualTo(room.clock().instant().plusSeconds(60));
        room.clock().advance(Duration.ofHours(1));
        room.grant(interviewer, employer, id).is(200);
        JsonNode disclosure =
                room.call(seeker, "GET", "/v1/disclosures").send().json().at("/disclosures/0");
        assertThat(disclosure.path("version").asText()).isEqualTo(grant.version());
        assertThat(disclosure.path("looks").asInt()).isEqualTo(2);
        assertThat(disclosure.path("lookedAt").asText()).isEqualTo("2026-11-27T05:00:00Z");
        assertThat(disclosure.has("endedAt")).isFalse();
    }

    @Test
    @DisplayName("that is withdrawn is closed to its employer at once, and the other rooms are told")
    void withdrawn() {
        room.moves(seeker, id, "withdraw").is(200);

        room.grant(recruiter, employer, id).isProblem(409, "application-over");
        assertThat(last().type()).isEqualTo(ApplicationsEvents.CLOSED);
        assertThat(room.call(seeker, "GET", "/v1/disclosures")
                        .send()
                        .json()
                        .at("/disclosures/0")
                        .path("endedAt")
                        .asText())
                .isEqualTo("2026-11-27T04:00:00Z");
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("sk").s().startsWith("LIVE#"));
    }

    @Test
    @DisplayName("is none of a member's any more who has ceased to be one")
    void ceased() {
        room.hears(room.event(
                StandingEvents.MEMBERSHIP_CHANGED,
                Optional.of(recruiter.subject().value()),
                Map.of("employer", employer, "sequence", "2")));

        room.grant(recruiter, employer, id).isProblem(404, "no-such-thing");
    }

    @RepeatedTest(10)
    @DisplayName("of two steps taken at once takes one after the other, or one")
    void raced() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> status : threads.invokeAll(List.<Callable<Integer>>of(
                    () -> room.moves(seeker, id, "withdraw").status(),
                    () -> room.moves(recruiter, employer, id, "{\"move\":\"reject\",\"reason\":\"place\"}")
                            .status()))) {
                statuses.add(status.get());
            }
        }

        // what was rejected can still be withdrawn, what was withdrawn can't be rejected any more
        assertThat(statuses.getFirst()).isEqualTo(200);
        assertThat(room.sees(seeker, id).json().path("history")).hasSize(statuses.getLast() == 200 ? 3 : 2);
        assertThat(room.sees(seeker, id).json().at("/application/state").asText())
                .isEqualTo("withdrawn");
    }

    @Test
    @DisplayName("is neither looked at nor moved by an employer that is not verified any more")
    void suspended() {
        room.employerIs(employer, "suspended", 4);

        room.grant(recruiter, employer, id).isProblem(409, "employer-not-verified");
        moves("shortlist").isProblem(409, "employer-not-verified");
        room.moves(seeker, id, "withdraw").is(200);
    }

    @Test
    @DisplayName("is proposed an interview once, and none whose time is over is accepted")
    void interviews() {
        moves("shortlist").is(200);
        room.proposes(recruiter, employer, id, "2026-12-01T02:00:00Z").is(200);
        room.proposes(recruiter, employer, id, "2026-12-01T02:00:00Z").is(200);
        assertThat(room.sees(seeker, id).json().path("history")).hasSize(3);

        room.clock().advance(Duration.ofDays(9));
        accepts("2026-12-01T02:00:00Z").isProblem(409, "interview-changed");
    }

    @Test
    @DisplayName(
            "of somebody who is being erased is left to their erasure when its posting is over, and others are ended")
    void closedWhileErased() {
        Someone other = Someone.named('E');
        String theirs = room.applies(other, posting);
        dynamo.client().putItem(put -> put.tableName(ApplicationsTable.NAME).item(Fence.keyOf(seeker.subject())));

        assertThat(room.hears(room.postingChanged(posting, employer, "closed", 3)))
                .isTrue();

        assertThat(room.sees(other, theirs).json().at("/application/state").asText())
                .isEqualTo("closed");
    }

    @Test
    @DisplayName("is over when its posting is, at whichever delivery of that, and stays so")
    void postingClosed() {
        Event closed = room.postingChanged(posting, employer, "closed", 3);

        assertThat(room.hears(closed)).isTrue();
        assertThat(room.hears(closed)).isTrue();

        assertThat(room.sees(seeker, id).json().at("/application/state").asText())
                .isEqualTo("closed");
        assertThat(room.sees(seeker, id).json().path("history")).hasSize(2);
        room.hears(room.postingChanged(posting, employer, "open", 2));
        room.applies(Someone.named('E'), posting, room.receipt(Someone.named('E')), "")
                .isProblem(409, "job-not-open");
    }

    @RepeatedTest(10)
    @DisplayName("that is submitted as its posting closes is refused, or closed with it")
    void submittedMeanwhile() throws Exception {
        Someone other = Someone.named('E');
        String receipt = room.receipt(other);
        Answer answer;
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> heard = threads.submit(() -> room.postingIs(posting, employer, "closed", 3));
            Future<Answer> applied = threads.submit(() -> room.applies(other, posting, receipt, ""));
            assertThat(heard.get()).isTrue();
            answer = applied.get();
        }

        if (answer.status() == 201) {
            assertThat(room.sees(other, answer.text("id"))
                            .json()
                            .at("/application/state")
                            .asText())
                    .isEqualTo("closed");
        } else {
            answer.isProblem(409, "job-not-open");
        }
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .noneMatch(item -> item.get("sk").s().startsWith("LIVE#"));
    }

    @Test
    @DisplayName("is listed page by page, and a cursor is good for its own list alone")
    void pages() {
        for (int i = 0; i < 24; i++) {
            room.clock().advance(Duration.ofSeconds(1));
            room.applies(Someone.named((char) ('F' + i / 13)), room.posting(employer));
        }
        JsonNode first = list(recruiter, "").json();
        String cursor = first.path("next").asText();
        JsonNode second = list(recruiter, cursor).is(200).json();

        Set<String> ids = new HashSet<>();
        first.path("applications").forEach(one -> ids.add(one.path("id").asText()));
        second.path("applications").forEach(one -> ids.add(one.path("id").asText()));
        assertThat(first.path("applications")).hasSize(20);
        assertThat(ids).hasSize(25);
        assertThat(second.has("next")).isFalse();
        list(interviewer, cursor).isProblem(400, "malformed-request");
        list(recruiter, "x").isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("is listed with those to the same posting, for its own employer alone")
    void ofPosting() {
        String other = room.applies(Someone.named('E'), room.posting(employer));
        room.moves(seeker, id, "withdraw").is(200);

        JsonNode listed = room.call(recruiter, "GET", "/v1/employers/" + employer + "/applications")
                .query(Map.of("job", posting))
                .send()
                .is(200)
                .json();

        assertThat(listed.path("applications"))
                .extracting(one -> one.path("id").asText())
                .containsExactly(id)
                .doesNotContain(other);
        String own = room.employer(outsider, "owner");
        assertThat(room.call(outsider, "GET", "/v1/employers/" + own + "/applications")
                        .query(Map.of("job", posting))
                        .send()
                        .is(200)
                        .json()
                        .path("applications"))
                .isEmpty();
        room.call(recruiter, "GET", "/v1/employers/" + employer + "/applications")
                .query(Map.of("job", "x"))
                .send()
                .isProblem(404, "no-such-thing");
    }

    private Answer list(Someone member, String cursor) {
        var call = room.call(member, "GET", "/v1/employers/" + employer + "/applications");
        return (cursor.isEmpty() ? call : call.query(Map.of("cursor", cursor))).send();
    }

    private Answer accepts(String interview) {
        return room.call(seeker, "POST", "/v1/applications/" + id + "/moves")
                .json("{\"move\":\"accept-interview\",\"interviewAt\":\"" + interview + "\"}")
                .send();
    }

    private Answer moves(String move) {
        return room.moves(recruiter, employer, id, "{\"move\":\"" + move + "\"}");
    }

    private Event last() {
        return ApplicationsRoom.told(dynamo).getFirst();
    }
}

package cn.touzhi.applications.application;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.applications.ApplicationsEvents;
import cn.touzhi.applications.ApplicationsRoom;
import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.applications.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.voucher.VersionReceipt;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A resume is submitted")
class SubmittingTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ApplicationsRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ApplicationsRoom room;
    private String employer;
    private String posting;

    @BeforeEach
    void anOpenPosting() {
        room = ApplicationsRoom.empty(dynamo);
        employer = room.employer(recruiter, "recruiter");
        posting = room.posting(employer);
    }

    @Test
    @Clause("48")
    @DisplayName("with a receipt of what its employer gets, which its owner sees, and is told with ids alone")
    void submitted() {
        String id = room.applies(seeker, posting);

        JsonNode seen = room.sees(seeker, id).is(200).json();
        assertThat(seen.at("/application/state").asText()).isEqualTo("submitted");
        assertThat(seen.at("/application/employer").asText()).isEqualTo(employer);
        assertThat(seen.at("/history/0/state").asText()).isEqualTo("submitted");
        JsonNode disclosure = room.call(seeker, "GET", "/v1/disclosures")
                .send()
                .is(200)
                .json()
                .at("/disclosures/0");
        assertThat(disclosure.path("application").asText()).isEqualTo(id);
        assertThat(disclosure.path("employer").asText()).isEqualTo(employer);
        assertThat(disclosure.path("released").get(0).asText()).isEqualTo("health");
        assertThat(disclosure.path("fields")).extracting(JsonNode::asText).containsExactly("health", "name", "phone");
        assertThat(disclosure.path("purpose").asText()).isEqualTo("application");
        assertThat(disclosure.path("textVersion").asInt()).isEqualTo(1);
        assertThat(disclosure.path("looks").asInt()).isZero();
        assertThat(ApplicationsRoom.told(dynamo)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ApplicationsEvents.SUBMITTED);
            assertThat(event.subject()).contains(seeker.subject().value());
            assertThat(event.data())
                    .containsOnlyKeys("application", "version", "employer", "posting", "state", "moves");
        });
        assertThat(room.call(seeker, "GET", "/v1/applications")
                        .send()
                        .is(200)
                        .json()
                        .at("/applications/0/id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    @DisplayName("once, however often the request comes, and another body under its key is refused")
    void idempotent() {
        String body = ApplicationsRoom.body(room.receipt(seeker), "");
        String path = "/v1/jobs/" + posting + "/applications";
        String first = room.call(seeker, "POST", path)
                .key("one-and-the-same-key")
                .json(body)
                .send()
                .is(201)
                .text("id");

        assertThat(room.call(seeker, "POST", path)
                        .key("one-and-the-same-key")
                        .json(body)
                        .send()
                        .is(201)
                        .text("id"))
                .isEqualTo(first);
        room.call(seeker, "POST", path)
                .key("one-and-the-same-key")
                .json(ApplicationsRoom.body(room.receipt(seeker), ""))
                .send()
                .isProblem(422, "idempotency-key-reused");
    }

    @RepeatedTest(200)
    @DisplayName("once, of two that are sent at the same moment")
    void raced() throws Exception {
        List<Callable<Answer>> tries = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tries.add(() -> room.applies(seeker, posting, room.receipt(seeker), ""));
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Answer> answer : threads.invokeAll(tries)) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .filteredOn(item -> item.get("sk").s().equals("APPLICATION"))
                .hasSize(1);
    }

    @RepeatedTest(20)
    @DisplayName("once, of ten that are sent at the same moment under the same key, and each is told so")
    void racedUnderOneKey() throws Exception {
        String body = ApplicationsRoom.body(room.receipt(seeker), "");
        List<Callable<String>> tries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tries.add(() -> room.call(seeker, "POST", "/v1/jobs/" + posting + "/applications")
                    .key("one-and-the-same-key")
                    .json(body)
                    .send()
                    .is(201)
                    .text("id"));
        }
        Set<String> ids = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (Future<String> id : threads.invokeAll(tries)) {
                ids.add(id.get());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(dynamo.items(ApplicationsTable.NAME))
                .filteredOn(item -> item.get("sk").s().equals("APPLICATION"))
                .hasSize(1);
    }

    @Test
    @DisplayName("by its owner alone, within the hour, once, whole enough, and with no more than is in it")
    void receipts() {
        String foreign = room.receipt(Someone.named('C'));
        room.applies(seeker, posting, foreign, "").isProblem(409, "receipt-unfit");
        room.applies(seeker, posting, room.receipt(seeker).substring(1), "").isProblem(409, "receipt-unfit");
        room.applies(seeker, posting, confirmed(49), "").isProblem(409, "resume-incomplete");
        room.applies(seeker, posting, room.receipt(seeker), "\"household\"").isProblem(409, "field-not-in-version");
        room.applies(seeker, posting, room.receipt(seeker, employer), "").isProblem(409, "hidden-from-employer");
        String late = room.receipt(seeker);
        room.clock().advance(Duration.ofHours(1));
        room.applies(seeker, posting, late, "").isProblem(409, "receipt-unfit");
        String used = room.receipt(seeker);
        room.applies(seeker, posting, used, "").is(201);
        room.applies(seeker, room.posting(employer), used, "").isProblem(409, "version-used");
    }

    @Test
    @DisplayName("by whoever was shown the current text of who gets what, and what for, in both languages")
    void text() {
        JsonNode current =
                room.call(seeker, "GET", "/v1/disclosures/text").send().is(200).json();
        int version = current.path("version").asInt();
        String body = ApplicationsRoom.body(room.receipt(seeker), "");

        assertThat(current.path("chinese").asText()).contains("招聘");
        assertThat(current.path("english").asText()).contains("employer");
        for (int other : List.of(version + 1, 9999)) {
            assertThat(room.call(seeker, "POST", "/v1/jobs/" + posting + "/applications")
                            .key("with-another-text-" + other)
                            .json(body.replace("\"textVersion\":1", "\"textVersion\":" + other))
                            .send()
                            .isProblem(409, "text-not-current")
                            .json()
                            .path("current")
                            .asInt())
                    .isEqualTo(version);
        }
    }

    @Test
    @DisplayName("to a posting that is open, of an employer that is verified")
    void open() {
        String paused = room.posting(employer);
        room.postingIs(paused, employer, "paused", 3);
        room.applies(seeker, paused, room.receipt(seeker), "").isProblem(409, "job-not-open");
        room.applies(seeker, room.id(), room.receipt(seeker), "").isProblem(404, "no-such-thing");
        room.applies(seeker, "x", room.receipt(seeker), "").isProblem(404, "no-such-thing");

        room.employerIs(employer, "suspended", 4);
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
        room.employerIs(employer, "verified", 3);
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
        room.employerIs(employer, "verified", 5);
        room.clock().advance(Duration.ofDays(66));
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "job-not-open");
    }

    @Test
    @DisplayName("again fifteen days after the last one ended, and not sooner")
    void again() {
        String id = room.applies(seeker, posting);
        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(409, "already-applied");
        room.moves(seeker, id, "withdraw").is(200);

        assertThat(room.applies(seeker, posting, room.receipt(seeker), "")
                        .isProblem(409, "reapply-too-early")
                        .text("from"))
                .isEqualTo("2026-12-12T04:00:00Z");
        room.clock().advance(Duration.ofDays(15));
        room.applies(seeker, posting, room.receipt(seeker), "").is(201);
    }

    @Test
    @DisplayName("thirty times a day at most, by the day in China")
    void cap() {
        for (int i = 0; i < 30; i++) {
            room.applies(seeker, room.posting(employer));
        }

        Answer refused = room.applies(seeker, posting, room.receipt(seeker), "").isProblem(429, "daily-cap");

        assertThat(refused.header("retry-after")).contains("43200");
        room.clock().advance(Duration.ofHours(12));
        room.applies(seeker, posting, room.receipt(seeker), "").is(201);
        assertThat(room.call(seeker, "GET", "/v1/applications").send().json().path("applications"))
                .hasSize(20);
    }

    @Test
    @DisplayName("by nobody who is being erased")
    void fenced() {
        dynamo.client().putItem(put -> put.tableName(ApplicationsTable.NAME).item(Fence.keyOf(seeker.subject())));

        room.applies(seeker, posting, room.receipt(seeker), "").isProblem(401, "session-ended");
    }

    private String confirmed(int completeness) {
        return room.confirmed(new VersionReceipt(
                seeker.subject(),
                room.id(),
                "0".repeat(64),
                Set.of("name"),
                Set.of(),
                completeness,
                Set.of(),
                room.clock().instant().plusSeconds(60)));
    }
}

package cn.touzhi.jobs.employer;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.Codes;
import cn.touzhi.jobs.JobsEvents;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An employer")
class EmployersTest {
    private static final String ROUTE = "/v1/employers";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private final Someone stranger = Someone.named('B');
    private JobsRoom room;

    @BeforeEach
    void nobodyHires() {
        room = JobsRoom.empty(dynamo);
    }

    @Test
    @DisplayName("is registered as a draft, and whoever did so owns it")
    void registered() {
        String code = Codes.number(1);
        String id = room.create(owner, ROUTE, JobsRoom.employerBody(code))
                .send()
                .is(201)
                .text("id");

        Answer seen = sees(owner, id).is(200);

        assertThat(seen.text("creditCode")).isEqualTo(code);
        assertThat(seen.text("name")).isEqualTo("昆明云上科技有限公司");
        assertThat(seen.text("state")).isEqualTo("draft");
        assertThat(seen.text("agentAuthorisedAt")).isEqualTo("2026-11-01T08:00:00Z");
        assertThat(seen.header("etag")).contains("\"1\"");
        Answer members =
                room.call(owner, "GET", ROUTE + "/" + id + "/members").send().is(200);
        assertThat(members.json().path("members")).singleElement().satisfies(member -> {
            assertThat(member.path("id").asText()).isEqualTo(owner.subject().value());
            assertThat(member.path("role").asText()).isEqualTo("owner");
        });
    }

    @Test
    @DisplayName("of a code that another one has is refused, in letters of either case")
    void oncePerCode() {
        String code = Codes.number(1);
        room.create(owner, ROUTE, JobsRoom.employerBody(code)).send().is(201);
        var before = dynamo.items(JobsTable.NAME);

        room.create(stranger, ROUTE, JobsRoom.employerBody(code)).send().isProblem(409, "code-taken");
        room.create(owner, ROUTE, JobsRoom.employerBody(code.toLowerCase(Locale.ROOT)))
                .send()
                .isProblem(409, "code-taken");

        assertThat(dynamo.items(JobsTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @DisplayName("of one code that many register at the same moment is registered once")
    void race() throws Exception {
        String body = JobsRoom.employerBody(Codes.number(1));
        List<Callable<Integer>> tries = new ArrayList<>();
        for (char letter = 'A'; letter < 'I'; letter++) {
            Someone one = Someone.named(letter);
            tries.add(() -> room.create(one, ROUTE, body).send().status());
        }

        assertThat(allOf(tries)).filteredOn(status -> status == 201).hasSize(1);

        assertThat(dynamo.items(JobsTable.NAME))
                .filteredOn(item -> item.get("sk").s().equals("EMPLOYER"))
                .hasSize(1);
        assertThat(dynamo.items(JobsTable.NAME))
                .as("lock, employer, both sides and what is told of them, request")
                .hasSize(6);
    }

    @Test
    @DisplayName("is registered once by a request that comes again, also at the same moment, and is answered alike")
    void repeated() throws Exception {
        String body = JobsRoom.employerBody(Codes.number(1));
        List<Callable<String>> tries = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tries.add(() -> room.call(owner, "POST", ROUTE)
                    .key("the-same-key-again")
                    .json(body)
                    .send()
                    .is(201)
                    .body());
        }

        assertThat(allOf(tries)).containsOnly(tries.getFirst().call());

        room.call(owner, "POST", ROUTE)
                .key("the-same-key-again")
                .json(JobsRoom.employerBody(Codes.number(2)))
                .send()
                .isProblem(422, "idempotency-key-reused");
        room.clock().advance(Duration.ofDays(1));
        room.call(owner, "POST", ROUTE)
                .key("the-same-key-again")
                .json(JobsRoom.employerBody(Codes.number(2)))
                .send()
                .is(201);
    }

    @Test
    @DisplayName("is not there for whoever isn't its member, and neither is one that isn't there at all")
    void foreign() {
        String id = room.employer(owner);
        List<String> answers = new ArrayList<>();
        for (String which : List.of(id, "U".repeat(22), "short")) {
            String path = ROUTE + "/" + which;
            answers.add(sees(stranger, which).isProblem(404, "no-such-thing").body());
            answers.add(room.call(stranger, "POST", path + "/submission").send().body());
            answers.add(correct(stranger, which, 1).body());
            answers.add(room.call(stranger, "GET", path + "/members").send().body());
            answers.add(room.create(stranger, path + "/invitations", "{\"role\":\"owner\"}")
                    .send()
                    .body());
        }

        assertThat(answers).containsOnly(answers.getFirst());
        room.decides("U".repeat(22), "suspended", "complaints").isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("is found again by whoever acts for it, page by page, with their role, and by nobody else")
    void own() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            String id = room.employer(owner);
            room.joins(owner, id, stranger, "recruiter");
            all.add(id);
        }
        room.employer(owner);

        JsonNode first = room.call(stranger, "GET", ROUTE).send().is(200).json();
        String cursor = first.path("cursor").asText();
        JsonNode second = room.call(stranger, "GET", ROUTE)
                .query(Map.of("cursor", cursor))
                .send()
                .is(200)
                .json();

        List<String> found = new ArrayList<>(first.path("employers").findValuesAsText("id"));
        found.addAll(second.path("employers").findValuesAsText("id"));
        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(second.has("cursor")).isFalse();
        assertThat(first.path("employers").findValuesAsText("role")).containsOnly("recruiter");
        room.call(owner, "GET", ROUTE).query(Map.of("cursor", cursor)).send().isProblem(400, "malformed-request");
        assertThat(room.call(Someone.named('C'), "GET", ROUTE)
                        .send()
                        .is(200)
                        .json()
                        .path("employers"))
                .isEmpty();
    }

    @Test
    @DisplayName("is corrected by its owner as long as staff don't look at it, and only as it was read")
    void corrected() {
        String id = room.employer(owner);
        Answer corrected = correct(owner, id, 1).is(200);

        assertThat(corrected.text("name")).isEqualTo("昆明云下科技有限公司");
        assertThat(corrected.json().has("agentAuthorisedAt")).isFalse();
        assertThat(corrected.header("etag")).contains("\"2\"");
        assertThat(sees(owner, id).body()).isEqualTo(corrected.body());
        correct(owner, id, 1).isProblem(412, "version-changed");
        room.call(owner, "PUT", ROUTE + "/" + id).json(correction()).send().isProblem(428, "version-needed");
    }

    @Test
    @DisplayName("is submitted once, and not without an authorisation; then it can't be corrected any more")
    void submitted() {
        String id = room.employer(owner);
        correct(owner, id, 1).is(200);
        submits(id).isProblem(409, "authorisation-missing");
        room.call(owner, "PUT", ROUTE + "/" + id)
                .header("if-match", "\"2\"")
                .json(correction().replace("}", ",\"agentAuthorisedAt\":\"2026-11-02T00:00:00Z\"}"))
                .send()
                .is(200);

        assertThat(submits(id).is(200).text("state")).isEqualTo("submitted");
        assertThat(submits(id).is(200).json().path("version").asInt()).isEqualTo(4);

        correct(owner, id, 4).isProblem(409, "move-not-allowed");
        assertThat(told(id))
                .containsExactlyInAnyOrderEntriesOf(Map.of("employer", id, "state", "submitted", "version", "4"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("moves as the table says and not otherwise, from every state, each move told once:")
    void moves(EmployerState state) {
        for (ReasonCode reason : ReasonCode.values()) {
            if (reason.isForStaff()) {
                String id = employerIn(state);
                int before = sees(owner, id).json().path("version").asInt();
                Answer answer = room.decides(id, reason.leadsTo().text(), reason.text());
                if (state.byStaff().contains(reason.leadsTo())) {
                    assertThat(answer.is(200).text("state"))
                            .isEqualTo(reason.leadsTo().text());
                    assertThat(sees(owner, id).text("reasonCode")).isEqualTo(reason.text());
                    assertThat(sees(owner, id).json().path("version").asInt()).isEqualTo(before + 1);
                    room.decides(id, reason.leadsTo().text(), reason.text()).is(200);
                    assertThat(sees(owner, id).json().path("version").asInt())
                            .as("nothing twice")
                            .isEqualTo(before + 1);
                    assertThat(told(id)).containsEntry("state", reason.leadsTo().text());
                } else if (state != reason.leadsTo()) {
                    assertThat(answer.isProblem(409, "move-not-allowed").text("state"))
                            .isEqualTo(state.text());
                }
            }
        }
        Answer submission = submits(employerIn(state));
        boolean mayOrIs = state.byOwner().contains(EmployerState.SUBMITTED) || state == EmployerState.SUBMITTED;
        assertThat(submission.status()).isEqualTo(mayOrIs ? 200 : 409);
    }

    @Test
    @DisplayName("is decided on by staff alone, whoever owns it, and whether or not there is one")
    void staffOnly() {
        String id = room.employer(owner);
        for (String which : List.of(id, "U".repeat(22))) {
            room.call(owner, "PUT", ROUTE + "/" + which + "/verification")
                    .json("{\"state\":\"verified\",\"reasonCode\":\"documents-match\"}")
                    .send()
                    .isProblem(403, "staff-only");
        }
        assertThat(sees(Someone.ofStaff(), id).is(200).text("state")).isEqualTo("draft");
    }

    @ParameterizedTest(name = "{0} because of {1}")
    @CsvSource({
        "verified,  complaints",
        "returned,  documents-match",
        "suspended, name-mismatch",
        "suspended, no-owner",
        "draft,     documents-match",
        "submitted, documents-match",
        "verified,  nothing-known"
    })
    @DisplayName("is decided on for a reason that leads there:")
    void reasons(String state, String reason) {
        room.decides(room.employer(owner), state, reason).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"creditCode\":\"91310110666007217X\"",
                "{\"creditCode\":\"91310110666007217X\",\"name\":\"某某公司\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-05-01\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"某\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-05-01\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"<script>\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-05-01\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"某某公司\",\"licenceNumber\":\"5301\","
                        + "\"licenceIssuedOn\":\"2019-05-01\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"某某公司\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-02-30\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"某某公司\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-05-01\",\"state\":\"verified\"}",
                "{\"creditCode\":\"91310110666007217T\",\"name\":\"某某公司\",\"licenceNumber\":\"530100100012345\","
                        + "\"licenceIssuedOn\":\"2019-05-01\",\"agentAuthorisedAt\":\"yesterday\"}"
            })
    @DisplayName("must be described as the API says:")
    void malformed(String body) {
        room.create(owner, ROUTE, body).send().isProblem(400, "malformed-request");
        assertThat(dynamo.items(JobsTable.NAME)).isEmpty();
    }

    @Test
    @DisplayName("is registered by nobody without a key, a token, or while they are being erased")
    void notRegistered() {
        String body = JobsRoom.employerBody(Codes.number(1));
        room.call(owner, "POST", ROUTE).json(body).send().isProblem(400, "malformed-request");
        room.call("POST", ROUTE).key("a-key-of-nobody-here").json(body).send().isProblem(401, "unauthorized");
        dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(Fence.keyOf(owner.subject())));
        room.create(owner, ROUTE, body).send().isProblem(401, "session-ended");

        assertThat(dynamo.items(JobsTable.NAME)).hasSize(1);
    }

    @Test
    @DisplayName("costs two reads side by side to see; to register, these and one transaction")
    void budget() {
        var registering = dynamo.requestsOf(() -> room.employer(owner));
        String id = room.employer(owner);
        var seeing = dynamo.requestsOf(() -> sees(owner, id).is(200));
        var submitting = dynamo.requestsOf(() -> submits(id).is(200));

        assertThat(registering).hasSize(3);
        assertThat(WriteUnits.of(registering)).isEqualTo(14);
        assertThat(seeing).hasSize(2);
        assertThat(submitting).hasSize(3);
        assertThat(WriteUnits.of(submitting)).isEqualTo(4);
    }

    private String employerIn(EmployerState state) {
        String id = room.employer(owner);
        if (state != EmployerState.DRAFT) {
            submits(id).is(200);
        }
        switch (state) {
            case DRAFT, SUBMITTED -> {}
            case VERIFIED -> room.decides(id, "verified", "documents-match").is(200);
            case RETURNED -> room.decides(id, "returned", "licence-mismatch").is(200);
            case SUSPENDED -> room.decides(id, "suspended", "licence-revoked").is(200);
        }
        return id;
    }

    private Map<String, String> told(String id) {
        return JobsRoom.told(dynamo).stream()
                .filter(event -> event.type().equals(JobsEvents.EMPLOYER_CHANGED)
                        && event.subject().isEmpty())
                .map(Event::data)
                .filter(data -> data.get("employer").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Answer sees(Someone someone, String id) {
        return room.call(someone, "GET", ROUTE + "/" + id).send();
    }

    private Answer submits(String id) {
        return room.call(owner, "POST", ROUTE + "/" + id + "/submission").send();
    }

    private Answer correct(Someone someone, String id, int version) {
        return room.call(someone, "PUT", ROUTE + "/" + id)
                .header("if-match", "\"" + version + "\"")
                .json(correction())
                .send();
    }

    private static String correction() {
        return "{\"name\":\"昆明云下科技有限公司\",\"licenceNumber\":\"530100100054321\",\"licenceIssuedOn\":\"2019-05-02\"}";
    }

    private static <T> List<T> allOf(List<Callable<T>> tries) throws Exception {
        List<T> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(tries.size())) {
            for (Future<T> one : threads.invokeAll(tries)) {
                answers.add(one.get());
            }
        }
        return answers;
    }
}

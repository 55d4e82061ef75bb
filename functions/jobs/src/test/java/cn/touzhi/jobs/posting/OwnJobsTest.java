package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.WriteUnits;
import cn.touzhi.kernel.http.Answer;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A posting of an employer")
class OwnJobsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private final Someone stranger = Someone.named('B');
    private final JobText text = JobText.good();
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void aVerifiedEmployer() {
        room = JobsRoom.empty(dynamo);
        employer = room.verifiedEmployer(owner);
    }

    @Test
    @DisplayName("is a draft, with all that was said, which nobody else sees")
    void draft() {
        String job = room.draft(owner, employer, text);

        Answer seen = room.sees(owner, employer, job).is(200);

        assertThat(seen.text("state")).isEqualTo("draft");
        assertThat(seen.header("etag")).contains("\"1\"");
        assertThat(seen.json().path("fields").toString()).isEqualTo(text.json());
        room.call("GET", "/v1/jobs/" + job).send().isProblem(404, "no-such-thing");
        assertThat(listed()).isZero();
    }

    @Test
    @DisplayName("is written once by a request that comes again, and its key is good for one text")
    void repeated() {
        String path = "/v1/employers/" + employer + "/jobs";
        String first = room.call(owner, "POST", path)
                .key("the-same-key-again")
                .json(text.json())
                .send()
                .is(201)
                .body();

        assertThat(room.call(owner, "POST", path)
                        .key("the-same-key-again")
                        .json(text.json())
                        .send()
                        .is(201)
                        .body())
                .isEqualTo(first);
        room.call(owner, "POST", path)
                .key("the-same-key-again")
                .json(text.titled("前端开发工程师").json())
                .send()
                .isProblem(422, "idempotency-key-reused");
        assertThat(dynamo.items(JobsTable.NAME))
                .filteredOn(item -> item.get("sk").s().equals("JOB"))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("moves as the table says and not otherwise, from every state:")
    void moves(PostingState state) {
        for (PostingState to : List.of(PostingState.OPEN, PostingState.PAUSED, PostingState.CLOSED)) {
            String job = jobIn(state);
            int version = room.sees(owner, employer, job).json().path("version").asInt();
            if (state == PostingState.EXPIRED && to == PostingState.OPEN) {
                room.moves(owner, employer, job, version, "open").isProblem(409, "validity-over");
                changes(owner, job, version, text.until("2027-11-01T00:00:00Z")).is(200);
                version++;
            }
            Answer answer = room.moves(owner, employer, job, version, to.text());
            if (state.next().contains(to)) {
                assertThat(answer.is(200).text("state")).isEqualTo(to.text());
                assertThat(room.sees(owner, employer, job).body()).isEqualTo(answer.body());
            } else {
                assertThat(answer.isProblem(409, "move-not-allowed").text("state"))
                        .isEqualTo(state.text());
            }
            boolean open = room.sees(owner, employer, job).text("state").equals("open");
            assertThat(room.call("GET", "/v1/jobs/" + job).send().status()).isEqualTo(open ? 200 : 404);
            assertListed(job, open);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "expired", "OPEN", "", "deleted"})
    @DisplayName("is not taken by anybody to where only time leads, or nothing:")
    void noSuchMove(String state) {
        String job = room.draft(owner, employer, text);
        room.moves(owner, employer, job, 1, state).isProblem(400, "malformed-request");
    }

    @ParameterizedTest(name = "{0} because of {1}")
    @CsvSource({"returned, licence-mismatch", "suspended, complaints", "submitted, -", "draft, -"})
    @DisplayName("is opened by no employer that isn't verified:")
    void notVerified(String state, String reason) {
        employer = room.employer(owner);
        String job = room.draft(owner, employer, text);
        if (!state.equals("draft")) {
            room.call(owner, "POST", "/v1/employers/" + employer + "/submission")
                    .send()
                    .is(200);
        }
        if (!reason.equals("-")) {
            room.decides(employer, state, reason).is(200);
        }

        room.moves(owner, employer, job, 1, "open").isProblem(409, "employer-not-verified");

        assertThat(listed()).isZero();
    }

    @RepeatedTest(5)
    @DisplayName("is not open after its employer was suspended, also where both happen at the same moment")
    void openedWhileSuspended() throws Exception {
        String job = room.draft(owner, employer, text);

        allOf(List.of(
                () -> room.moves(owner, employer, job, 1, "open").status(),
                () -> room.decides(employer, "suspended", "complaints").status()));

        boolean open = room.sees(owner, employer, job).text("state").equals("open");
        assertThat(dynamo.items(JobsTable.NAME).stream()
                        .anyMatch(item -> item.get("sk").s().equals("LIVE#" + job)))
                .as("what is open is found by whoever closes what a suspended employer has")
                .isEqualTo(open);
    }

    @Test
    @DisplayName("is changed as it was read, and by one of two at the same moment")
    void changed() throws Exception {
        String job = room.openJob(owner, employer, text);

        List<Integer> statuses = allOf(List.of(
                () -> changes(owner, job, 2, text.titled("前端开发工程师")).status(),
                () -> changes(owner, job, 2, text.titled("测试开发工程师")).status()));

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        assertThat(room.sees(owner, employer, job).json().path("version").asInt())
                .isEqualTo(3);
        room.call(owner, "PUT", pathOf(job)).json(text.json()).send().isProblem(428, "version-needed");
    }

    @Test
    @DisplayName("that is open changes in every list with the same write, and leaves those that it isn't in any more")
    void moved() {
        String job = room.openJob(owner, employer, text);

        changes(owner, job, 2, text.in("0201", "110105").titled("产品经理")).is(200);

        assertThat(cards(Map.of("category", "0101"))).isEmpty();
        assertThat(cards(Map.of("place", "530100"))).isEmpty();
        for (Map<String, String> query : List.of(
                Map.<String, String>of(),
                Map.of("category", "0201"),
                Map.of("place", "110000"),
                Map.of("category", "0201", "place", "110105"))) {
            assertThat(cards(query))
                    .singleElement()
                    .satisfies(card -> assertThat(card.path("title").asText()).isEqualTo("产品经理"));
        }
        assertListed(job, true);
    }

    @Test
    @DisplayName("that is paused keeps its place in lists, and one that had ended is new again")
    void place() {
        String first = room.openJob(owner, employer, text);
        room.clock().advance(Duration.ofMinutes(1));
        String second = room.openJob(owner, employer, text);
        room.moves(owner, employer, first, 2, "paused").is(200);
        room.clock().advance(Duration.ofMinutes(1));
        room.moves(owner, employer, first, 3, "open").is(200);
        assertThat(ids(cards(Map.of()))).containsExactly(second, first);

        room.clock().advance(Duration.ofDays(200));
        changes(owner, first, 4, text.until("2027-12-31T00:00:00Z")).is(200);
        assertThat(room.sees(owner, employer, first).text("state")).isEqualTo("expired");
        assertThat(cards(Map.of())).isEmpty();
        room.moves(owner, employer, first, 5, "open").is(200);

        assertThat(ids(cards(Map.of()))).containsExactly(first);
    }

    @Test
    @DisplayName("that is closed is changed no more")
    void closed() {
        String job = room.openJob(owner, employer, text);
        room.moves(owner, employer, job, 2, "closed").is(200);

        changes(owner, job, 3, text).isProblem(409, "move-not-allowed");
    }

    @Test
    @DisplayName("is not there for strangers, nor under another employer, nor if there is none")
    void foreign() {
        String job = room.openJob(owner, employer, text);
        String others = room.verifiedEmployer(stranger);
        List<String> answers = new ArrayList<>();
        for (String path : List.of(
                "/v1/employers/" + employer + "/jobs/" + job,
                "/v1/employers/" + others + "/jobs/" + job,
                "/v1/employers/" + others + "/jobs/" + "U".repeat(22),
                "/v1/employers/" + "U".repeat(22) + "/jobs/" + job,
                "/v1/employers/" + others + "/jobs/short")) {
            answers.add(room.call(stranger, "GET", path)
                    .send()
                    .isProblem(404, "no-such-thing")
                    .body());
            answers.add(room.call(stranger, "PUT", path)
                    .header("if-match", "\"2\"")
                    .json(text.json())
                    .send()
                    .body());
            answers.add(room.call(stranger, "PUT", path + "/state")
                    .header("if-match", "\"2\"")
                    .json("{\"state\":\"closed\"}")
                    .send()
                    .body());
        }

        assertThat(answers).containsOnly(answers.getFirst());
        room.create(stranger, "/v1/employers/" + employer + "/jobs", text.json())
                .send()
                .isProblem(404, "no-such-thing");
        room.call(stranger, "GET", "/v1/employers/" + employer + "/jobs").send().isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("that keeps people out is refused, with the field that does")
    void discriminatory() {
        JsonNode errors = room.create(
                        owner,
                        "/v1/employers/" + employer + "/jobs",
                        text.titled("销售(限女)")
                                .described("负责门店销售与客户维护，要求三 十 五 岁以下。")
                                .offering("五险一金", "已婚勿扰")
                                .json())
                .send()
                .isProblem(422, "discriminatory-wording")
                .json()
                .path("errors");

        assertThat(errors)
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/title", "/description", "/benefits/1");
        String job = room.openJob(owner, employer, text);
        changes(owner, job, 2, text.titled("销售(限女)")).isProblem(422, "discriminatory-wording");
        assertThat(room.sees(owner, employer, job).json().path("version").asInt())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("may say it where staff have set a rule of the state that allows it, and is closed when they take it")
    void legalBasis() {
        String job = room.openJob(owner, employer, text);
        JobText civil = text.titled("公务员招录").described("报考者年龄要求在18至35周岁，具有相应学历。");
        bases(owner, job, "public-service-recruitment").isProblem(403, "staff-only");
        room.sees(Someone.ofStaff(), employer, job).is(200);

        Answer based =
                bases(Someone.ofStaff(), job, "public-service-recruitment").is(200);
        assertThat(based.text("legalBasis")).isEqualTo("public-service-recruitment");
        assertThat(bases(Someone.ofStaff(), job, "public-service-recruitment").body())
                .isEqualTo(based.body());
        changes(owner, job, 3, civil).is(200);
        changes(owner, job, 4, civil.titled("公务员招录（限男）")).isProblem(422, "discriminatory-wording");
        Answer taken = bases(Someone.ofStaff(), job, "none").is(200);

        assertThat(taken.text("state")).isEqualTo("closed");
        assertListed(job, false);
        bases(Someone.ofStaff(), "U".repeat(22), "none").isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("whose rule staff take before it was shown can't be opened as it is")
    void basisOfDraft() {
        String job = room.draft(owner, employer, text);
        bases(Someone.ofStaff(), job, "work-unsuitable-for-women").is(200);
        changes(owner, job, 2, text.titled("井下采掘工（限男）")).is(200);
        bases(Someone.ofStaff(), job, "none").is(200);

        room.moves(owner, employer, job, 4, "open").isProblem(422, "discriminatory-wording");
    }

    @Test
    @DisplayName("is found again by its employer's members, page by page, each once, whatever its state")
    void list() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 45; i++) {
            all.add(room.draft(owner, employer, text));
        }
        List<String> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            JsonNode page = room.call(owner, "GET", "/v1/employers/" + employer + "/jobs")
                    .query(cursor.map(known -> Map.of("cursor", known)).orElse(Map.of()))
                    .send()
                    .is(200)
                    .json();
            found.addAll(ids(page.path("jobs")));
            cursor = Optional.ofNullable(page.get("cursor")).map(JsonNode::asText);
            pages++;
        } while (cursor.isPresent());

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
        assertThat(pages).isEqualTo(3);
        String foreign = room.call(owner, "GET", "/v1/employers/" + employer + "/jobs")
                .send()
                .text("cursor");
        room.joins(owner, employer, stranger, "interviewer");
        room.call(stranger, "GET", "/v1/employers/" + employer + "/jobs")
                .query(Map.of("cursor", foreign))
                .send()
                .isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"min\":15000', '\"min\":25001'",
        "'\"min\":15000', '\"min\":0'",
        "'\"min\":15000', '\"min\":15000.0'",
        "'\"unit\":\"MONTH\"', '\"unit\":\"WEEK\"'",
        "'\"headcount\":2', '\"headcount\":0'",
        "'\"headcount\":2', '\"headcount\":2,\"gender\":1'",
        "'\"place\":\"530102\"', '\"place\":\"530000\"'",
        "'\"place\":\"530102\"', '\"place\":\"昆明市\"'",
        "'\"category\":\"0101\"', '\"category\":\"ALL\"'",
        "'\"nature\":\"full-time\"', '\"nature\":\"FULL_TIME\"'",
        "'\"education\":\"21\"', '\"education\":\"x\"'",
        "'2027-03-31T16:00:00Z', '2026-11-23T12:00:00Z'",
        "'2027-03-31T16:00:00Z', '2029-03-31T16:00:00Z'",
        "'2027-03-31T16:00:00Z', '2027-03-31'",
        "'[\"五险一金\",\"带薪年假\"]', '[\"五险一金\",\"\"]'",
        "'[\"五险一金\",\"带薪年假\"]', '\"五险一金\"'",
        "'后端开发工程师', ' '"
    })
    @DisplayName("must be described as the API says, and not:")
    void malformed(String good, String bad) {
        assertThat(text.json()).contains(good);
        room.create(owner, "/v1/employers/" + employer + "/jobs", text.json().replace(good, bad))
                .send()
                .isProblem(400, "malformed-request");
        assertThat(dynamo.items(JobsTable.NAME))
                .noneMatch(item -> item.get("sk").s().equals("JOB"));
    }

    @Test
    @DisplayName("of the longest description fits")
    void longest() {
        room.draft(owner, employer, text.described("职".repeat(5000)));
        room.create(
                        owner,
                        "/v1/employers/" + employer + "/jobs",
                        text.described("职".repeat(5001)).json())
                .send()
                .isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("costs two reads side by side and one transaction to write and to open; one more if keywords are left")
    void budget() {
        var writing = dynamo.requestsOf(() -> room.draft(owner, employer, text));
        String job = room.draft(owner, employer, text);
        var opening = dynamo.requestsOf(
                () -> room.moves(owner, employer, job, 1, "open").is(200));
        var changing = dynamo.requestsOf(
                () -> changes(owner, job, 2, text.in("0201", "110105")).is(200));
        var listing = dynamo.requestsOf(() -> room.call(owner, "GET", "/v1/employers/" + employer + "/jobs")
                .send()
                .is(200));

        assertThat(writing).hasSize(3);
        assertThat(WriteUnits.of(writing)).isEqualTo(10);
        assertThat(opening).hasSize(3);
        // the posting, two conditions, that it is live, four lists, and two of each keyword, of which it has 21
        assertThat(WriteUnits.of(opening)).isEqualTo(16 + 2 * 2 * 21);
        assertThat(changing).hasSize(4);
        // three lists are left and three entered, and one stays; its keywords enter the new city, and then leave the
        // old
        assertThat(WriteUnits.of(changing)).isEqualTo(20 + 2 * 21 + 2 * 21);
        assertThat(listing).hasSize(4);
    }

    private String jobIn(PostingState state) {
        if (state == PostingState.DRAFT) {
            return room.draft(owner, employer, text);
        }
        if (state == PostingState.EXPIRED) {
            String soon = room.clock().instant().plus(Duration.ofHours(1)).toString();
            String job = room.openJob(owner, employer, text.until(soon));
            room.clock().advance(Duration.ofHours(1));
            return job;
        }
        String job = room.openJob(owner, employer, text);
        if (state != PostingState.OPEN) {
            room.moves(owner, employer, job, 2, state.text()).is(200);
        }
        return job;
    }

    private void assertListed(String job, boolean open) {
        assertThat(dynamo.items(JobsTable.NAME).stream()
                        .filter(item -> item.get("pk").s().startsWith("LISTING#"))
                        .filter(item -> item.get("sk").s().endsWith("#" + job))
                        .filter(item -> Long.parseLong(item.get("expiresAt").n())
                                > room.clock().instant().getEpochSecond()))
                .hasSize(open ? 4 : 0);
    }

    private long listed() {
        return dynamo.items(JobsTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith("LISTING#"))
                .count();
    }

    private JsonNode cards(Map<String, String> query) {
        return room.call("GET", "/v1/jobs").query(query).send().is(200).json().path("jobs");
    }

    private static List<String> ids(JsonNode jobs) {
        return jobs.findValuesAsText("id");
    }

    private Answer changes(Someone member, String job, int version, JobText other) {
        return room.call(member, "PUT", pathOf(job))
                .header("if-match", "\"" + version + "\"")
                .json(other.json())
                .send();
    }

    private Answer bases(Someone one, String job, String basis) {
        return room.call(one, "PUT", pathOf(job) + "/legal-basis")
                .json("{\"legalBasis\":\"" + basis + "\"}")
                .send();
    }

    private String pathOf(String job) {
        return "/v1/employers/" + employer + "/jobs/" + job;
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

package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

@Clause("6")
@DisplayName("Clause 2.1.1 (duty 6): whoever looks at jobs without being anyone")
class PublicJobsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private final JobText text = JobText.good();
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void aVerifiedEmployer() {
        room = JobsRoom.empty(dynamo);
        employer = room.verifiedEmployer(owner);
    }

    @Test
    @DisplayName(
            "leaves nothing behind, wherever they look: nothing but one read each time, and no line with an address")
    void nothingWritten() {
        String job = room.openJob(owner, employer, text);
        var before = dynamo.items(JobsTable.NAME);
        int logged = room.log().size();

        var requests = dynamo.requestsOf(() -> {
            room.call("GET", "/v1/jobs/" + job).from("203.0.113.99").send().is(200);
            room.call("GET", "/v1/jobs").from("203.0.113.99").send().is(200);
            list(Map.of("category", "0101", "place", "530100")).is(200);
            room.call("GET", "/v1/jobs/" + "U".repeat(22)).send().is(404);
        });

        assertThat(requests)
                .hasSize(4)
                .allMatch(request -> request instanceof QueryRequest || request instanceof GetItemRequest);
        assertThat(dynamo.items(JobsTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(room.log().subList(logged, room.log().size()))
                .noneMatch(line -> line.contains("203.0.113") || line.contains("U".repeat(22)));
    }

    @Test
    @DisplayName("sees what an open job says, also as schema.org's JobPosting, and may keep it for a minute")
    void seen() {
        String job = room.openJob(owner, employer, text);

        Answer seen = room.call("GET", "/v1/jobs/" + job).send().is(200);

        assertThat(seen.header("cache-control")).contains("public, max-age=60");
        assertThat(seen.text("employerName")).isEqualTo("昆明云上科技有限公司");
        assertThat(seen.json().path("fields").toString()).isEqualTo(text.json());
        JsonNode ld = seen.json().path("jsonLd");
        assertThat(ld.path("@context").asText()).isEqualTo("https://schema.org");
        assertThat(ld.path("@type").asText()).isEqualTo("JobPosting");
        assertThat(ld.path("title").asText()).isEqualTo("后端开发工程师");
        assertThat(ld.path("datePosted").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(ld.path("validThrough").asText()).isEqualTo("2027-03-31T16:00:00Z");
        assertThat(ld.path("employmentType").asText()).isEqualTo("FULL_TIME");
        assertThat(ld.path("hiringOrganization").path("@type").asText()).isEqualTo("Organization");
        assertThat(ld.path("baseSalary").path("value").path("maxValue").asInt()).isEqualTo(25000);
        assertThat(ld.path("jobLocation")
                        .path("address")
                        .path("addressLocality")
                        .asText())
                .isEqualTo("530102");
        assertThat(ld.path("experienceRequirements").path("monthsOfExperience").asInt())
                .isEqualTo(36);
        assertThat(seen.body()).doesNotContain(owner.subject().value());
    }

    @Test
    @DisplayName("gets the same where a job is a draft, paused, closed, over, or never was")
    void unseen() {
        String draft = room.draft(owner, employer, text);
        String paused = room.openJob(owner, employer, text);
        room.moves(owner, employer, paused, 2, "paused").is(200);
        String closed = room.openJob(owner, employer, text);
        room.moves(owner, employer, closed, 2, "closed").is(200);
        String over = room.openJob(owner, employer, text.until("2026-11-24T00:00:00Z"));
        room.clock().advance(Duration.ofDays(1));
        List<String> answers = new ArrayList<>();

        for (String job : List.of(draft, paused, closed, over, "U".repeat(22), "short", employer)) {
            answers.add(room.call("GET", "/v1/jobs/" + job)
                    .send()
                    .isProblem(404, "no-such-thing")
                    .body());
        }

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(list(Map.of()).json().path("jobs")).isEmpty();
    }

    @Test
    @DisplayName(
            "sees the newest first, page by page, none twice and none left out, though others are opened meanwhile")
    void pages() {
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            // several in the same second
            room.clock().advance(Duration.ofMillis(400));
            opened.add(room.openJob(owner, employer, text));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, String> query = new HashMap<>(Map.of("category", "0101"));
            cursor.ifPresent(known -> query.put("cursor", known));
            JsonNode page = list(query).is(200).json();
            assertThat(page.path("jobs").size()).isLessThanOrEqualTo(20);
            seen.addAll(page.path("jobs").findValuesAsText("id"));
            cursor = Optional.ofNullable(page.get("cursor")).map(JsonNode::asText);
            room.openJob(owner, employer, text.titled("新来的职位"));
        } while (cursor.isPresent());

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(opened);
        Collections.reverse(opened);
        assertThat(seen.getFirst()).isIn(opened.subList(0, 3));
    }

    @Test
    @DisplayName("finds a job by its category, by its city, by both and by neither")
    void queries() {
        String kunming = room.openJob(owner, employer, text);
        String beijing = room.openJob(owner, employer, text.in("0101", "110105"));
        String product = room.openJob(owner, employer, text.in("0201", "530100"));

        assertThat(found(Map.of())).containsExactlyInAnyOrder(kunming, beijing, product);
        assertThat(found(Map.of("category", "0101"))).containsExactlyInAnyOrder(kunming, beijing);
        assertThat(found(Map.of("place", "530100"))).containsExactlyInAnyOrder(kunming, product);
        assertThat(found(Map.of("place", "530111"))).containsExactlyInAnyOrder(kunming, product);
        assertThat(found(Map.of("place", "110000"))).containsExactly(beijing);
        assertThat(found(Map.of("category", "0201", "place", "530100"))).containsExactly(product);
        assertThat(found(Map.of("category", "0201", "place", "110000"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "category=ALL",
                "category=01",
                "category=",
                "place=530000",
                "place=ALL",
                "place=",
                "cursor=",
                "cursor=x",
                "cursor=MTc5NTQzNTIwMCNBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"
            })
    @DisplayName("is told so where a query can't be understood:")
    void malformed(String parameter) {
        String[] parts = parameter.split("=", -1);
        list(Map.of(parts[0], parts[1])).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("can't go on with a cursor of another query, or one that is changed in any place")
    void cursors() {
        for (int i = 0; i < 21; i++) {
            room.openJob(owner, employer, text);
        }
        String cursor = list(Map.of("category", "0101")).is(200).text("cursor");

        list(Map.of("category", "0101", "cursor", cursor)).is(200);
        list(Map.of("category", "0201", "cursor", cursor)).isProblem(400, "malformed-request");
        list(Map.of("cursor", cursor)).isProblem(400, "malformed-request");
        for (int place = 0; place < cursor.length() - 1; place++) {
            char other = cursor.charAt(place) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, place) + other + cursor.substring(place + 1);
            list(Map.of("category", "0101", "cursor", changed)).isProblem(400, "malformed-request");
        }
    }

    @Test
    @DisplayName("isn't shown what is over, also where time to live lags, and goes on behind it")
    void over() {
        String lasting = room.openJob(owner, employer, text);
        room.clock().advance(Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) {
            room.openJob(owner, employer, text.until("2026-11-24T00:00:00Z"));
        }
        room.clock().advance(Duration.ofDays(1));

        JsonNode first = list(Map.of()).is(200).json();

        assertThat(first.path("jobs")).isEmpty();
        assertThat(found(Map.of("cursor", first.path("cursor").asText()))).containsExactly(lasting);
    }

    @Test
    @DisplayName("costs one read of a page, however many jobs there are")
    void budget() {
        room.openJob(owner, employer, text);
        var few = dynamo.requestsOf(() -> list(Map.of()).is(200));
        for (int i = 0; i < 60; i++) {
            room.openJob(owner, employer, text);
        }
        var many = dynamo.requestsOf(() -> list(Map.of()).is(200));

        assertThat(few).hasSize(1);
        assertThat(many).singleElement().isInstanceOfSatisfying(QueryRequest.class, query -> assertThat(query.limit())
                .isEqualTo(21));
    }

    private List<String> found(Map<String, String> query) {
        return list(query).is(200).json().path("jobs").findValuesAsText("id");
    }

    private Answer list(Map<String, String> query) {
        return room.call("GET", "/v1/jobs").query(query).send();
    }
}

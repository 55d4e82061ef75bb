package cn.touzhi.resumes.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.erasure.Fence;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@DisplayName("Clause 3.1 (2), 4.1.1: a public resume")
class ResumeSearchTest {
    private static final String EMPLOYER = "E".repeat(22);
    private static final String POSTING = "P".repeat(22);
    private static final String BACKEND = "{\"category\":\"0101\"}";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ResumesRoom room;

    @BeforeEach
    void anEmployerWithAnOpenPosting() {
        room = ResumesRoom.empty(dynamo);
        room.actsFor(recruiter, EMPLOYER);
        room.employerIs(EMPLOYER, "verified", 3);
        room.postingIs(POSTING, EMPLOYER, "open", 2);
    }

    @Test
    @Clause("38")
    @DisplayName("is found with what its owner does and is able to, and nothing by which they are known")
    void found() {
        room.publishes(seeker, ResumeText.complete());

        JsonNode card = search(BACKEND).is(200).json().at("/resumes/0");

        assertThat(card.path("city").asText()).isEqualTo("530100");
        assertThat(card.path("years").asInt()).isEqualTo(8);
        assertThat(card.at("/ages/from").asInt()).isEqualTo(27);
        assertThat(card.at("/ages/to").asInt()).isEqualTo(31);
        assertThat(card.at("/education/0/major").asText()).isEqualTo("软件工程");
        assertThat(card.at("/positions/0/position").asText()).isEqualTo("后端工程师");
        assertThat(card.at("/skills/0").asText()).isEqualTo("Java");
        assertThat(card.at("/intentions/0/salary/min").asInt()).isEqualTo(18_000);
        assertThat(card.toString())
                .doesNotContain(
                        "李小明",
                        "13800138000",
                        "li.xiaoming",
                        "xiaoming-li",
                        "1995",
                        "云南大学",
                        "昆明云上",
                        "2018-07",
                        "2014-09",
                        "19000",
                        "负责",
                        "八年",
                        seeker.subject().value());
        // exactly these and no others, whatever a resume will say one day
        assertThat(card.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "handle",
                        "language",
                        "city",
                        "years",
                        "availability",
                        "ages",
                        "intentions",
                        "education",
                        "positions",
                        "skills",
                        "languages");
    }

    @Test
    @Clause("38")
    @DisplayName("has another name for each employer, by which nobody can tell that it is the same one")
    void handles() {
        String resume = room.publishes(seeker, ResumeText.complete());
        String other = "F".repeat(22);
        room.actsFor(recruiter, other);
        room.employerIs(other, "verified", 3);
        room.postingIs("Q".repeat(22), other, "open", 2);

        String here = search(BACKEND).json().at("/resumes/0/handle").asText();
        String there =
                search(recruiter, other, BACKEND).json().at("/resumes/0/handle").asText();

        assertThat(here).isNotEqualTo(there).doesNotContain(resume);
        assertThat(search(BACKEND).json().at("/resumes/0/handle").asText()).isEqualTo(here);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'category':'0101'} | true",
                "{'category':'0102'} | false",
                "{'category':'0101','city':'530100'} | true",
                "{'category':'0101','city':'110000'} | false",
                "{'category':'0101','education':'31'} | true",
                "{'category':'0101','education':'21'} | true",
                "{'category':'0101','education':'14'} | false",
                "{'category':'0101','minYears':8} | true",
                "{'category':'0101','minYears':9} | false",
                "{'category':'0101','maxSalary':18000} | true",
                "{'category':'0101','maxSalary':17999} | false",
                "{'category':'0101','keyword':'java'} | true",
                "{'category':'0101','keyword':'ＪＡＶＡ 工程师'} | true",
                "{'category':'0101','keyword':'后端工程'} | true",
                "{'category':'0101','keyword':'前端'} | false",
                "{'category':'0101','keyword':'李小明'} | false",
                "{'category':'0101','keyword':'云南大学'} | false",
                "{'category':'0101','keyword':'昆明云上'} | false"
            })
    @DisplayName("is found by what it says, and by nothing that it keeps to itself:")
    void wanted(String body, boolean found) {
        room.publishes(seeker, ResumeText.complete());

        assertThat(search(body.replace('\'', '"'))
                        .is(200)
                        .json()
                        .path("resumes")
                        .size())
                .isEqualTo(found ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'category':'9999'}",
                "{'category':'0101','city':'999999'}",
                "{'category':'0101','education':'99'}",
                "{'category':'0101','minYears':-1}",
                "{'category':'0101','maxSalary':0}",
                "{'category':'0101','keyword':'中 、'}",
                "{'category':'0101','keyword':'x'}",
                "{'category':'0101','cursor':'AAAA'}",
                "{'category':'0101','name':'x'}"
            })
    @DisplayName("is not looked for by what says nothing, or nonsense:")
    void malformed(String body) {
        search(body.replace('\'', '"')).isProblem(400, "malformed-request");
    }

    @Test
    @Clause("47")
    @DisplayName("is found no more from the moment in which it is confidential, nor under an old page")
    void confidential() {
        String resume = room.publishes(seeker, ResumeText.complete());
        assertThat(search(BACKEND).json().path("resumes")).hasSize(1);
        List<Map<String, AttributeValue>> leftBehind = pointers();

        room.shows(seeker, resume, 2, "confidential").is(200);

        assertThat(search(BACKEND).json().path("resumes")).isEmpty();
        assertThat(pointers()).isEmpty();
        assertThat(stored(resume)).doesNotContainKeys("card", "lists", "publishedAt");
        // whatever else should have stayed
        leftBehind.forEach(item ->
                dynamo.client().putItem(put -> put.tableName(ResumesTable.NAME).item(item)));
        assertThat(search(BACKEND).is(200).json().path("resumes")).isEmpty();
    }

    @Test
    @Clause("47")
    @DisplayName("is never found by an employer that it is hidden from, and by others still")
    void hidden() {
        String resume = room.publishes(seeker, ResumeText.complete());
        String other = "F".repeat(22);
        room.actsFor(recruiter, other);
        room.employerIs(other, "verified", 3);
        room.postingIs("Q".repeat(22), other, "open", 2);

        room.shows(seeker, resume, 2, "public", EMPLOYER).is(200);

        assertThat(search(BACKEND).json().path("resumes")).isEmpty();
        assertThat(search(recruiter, other, BACKEND).json().path("resumes")).hasSize(1);
    }

    @Test
    @DisplayName("is found by what it says now, and not by what it said before")
    void changed() {
        String resume = room.publishes(seeker, ResumeText.complete());

        room.changes(seeker, resume, 2, ResumeText.complete().with("skills", "[\"Rust\"]"))
                .is(200);

        assertThat(search("{\"category\":\"0101\",\"keyword\":\"java\"}").json().path("resumes"))
                .isEmpty();
        assertThat(search("{\"category\":\"0101\",\"keyword\":\"rust\"}").json().path("resumes"))
                .hasSize(1);
        room.call(seeker, "DELETE", "/v1/resumes/" + resume).send().is(204);
        assertThat(search(BACKEND).json().path("resumes")).isEmpty();
        assertThat(pointers()).isEmpty();
    }

    @Test
    @DisplayName("is found no more once its owner is being erased")
    void fenced() {
        room.publishes(seeker, ResumeText.complete());
        dynamo.client().putItem(put -> put.tableName(ResumesTable.NAME).item(Fence.keyOf(seeker.subject())));

        assertThat(search(BACKEND).is(200).json().path("resumes")).isEmpty();
    }

    @Test
    @Clause("37")
    @DisplayName("is looked for by those alone who hire for a verified employer with an open posting")
    void searchers() {
        room.publishes(seeker, ResumeText.complete());
        Someone stranger = Someone.named('C');
        search(stranger, EMPLOYER, BACKEND).isProblem(404, "no-such-thing");
        search(stranger, "x", BACKEND).isProblem(404, "no-such-thing");
        search(seeker, EMPLOYER, BACKEND).isProblem(404, "no-such-thing");
        room.hears(room.event(
                "cn.touzhi.jobs.MembershipChanged.v1",
                stranger,
                Map.of("employer", EMPLOYER, "role", "interviewer", "sequence", "1")));
        search(stranger, EMPLOYER, BACKEND).isProblem(403, "role-too-low");

        room.postingIs(POSTING, EMPLOYER, "paused", 3);
        search(BACKEND).isProblem(409, "no-open-posting");
        room.postingIs(POSTING, EMPLOYER, "open", 2);
        search(BACKEND).isProblem(409, "no-open-posting");
        room.postingIs(POSTING, EMPLOYER, "open", 4);
        search(BACKEND).is(200);
        room.employerIs(EMPLOYER, "suspended", 4);
        search(BACKEND).isProblem(409, "employer-not-verified");
        room.employerIs(EMPLOYER, "verified", 5);
        room.clock().advance(Duration.ofDays(61));
        search(BACKEND).isProblem(409, "no-open-posting");
    }

    @Test
    @DisplayName(
            "is listed page by page, the latest first, and a cursor is good for its own search alone and says nothing")
    void pages() {
        List<String> resumes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                room.clock().advance(Duration.ofSeconds(1));
                resumes.add(room.publishes(Someone.named((char) ('G' + i)), ResumeText.complete()));
            }
        }
        JsonNode first = search(BACKEND).is(200).json();
        String cursor = first.path("next").asText();
        JsonNode second = search("{\"category\":\"0101\",\"cursor\":\"" + cursor + "\"}")
                .is(200)
                .json();

        Set<String> handles = new HashSet<>();
        first.path("resumes").forEach(one -> handles.add(one.path("handle").asText()));
        second.path("resumes").forEach(one -> handles.add(one.path("handle").asText()));
        assertThat(first.path("resumes")).hasSize(20);
        assertThat(handles).hasSize(25);
        assertThat(second.has("next")).isFalse();
        assertThat(resumes).noneMatch(cursor::contains);
        assertThat(search("{\"category\":\"0101\",\"minYears\":1,\"cursor\":\"" + cursor + "\"}")
                        .isProblem(400, "malformed-request")
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/cursor");
        Someone colleague = Someone.named('D');
        room.actsFor(colleague, EMPLOYER);
        search(colleague, EMPLOYER, "{\"category\":\"0101\",\"cursor\":\"" + cursor + "\"}")
                .isProblem(400, "malformed-request");
    }

    @Test
    @Clause("38")
    @DisplayName("is not among all that somebody copies: there are five hundred pages for a day, by the day in China")
    void copied() {
        room.publishes(seeker, ResumeText.complete());
        search(BACKEND).is(200);
        dynamo.client().updateItem(update -> update.tableName(ResumesTable.NAME)
                .key(ResumesTable.searchesKey(recruiter.subject(), LocalDate.parse("2026-11-26")))
                .updateExpression("SET #count = :most")
                .expressionAttributeNames(Map.of("#count", "count"))
                .expressionAttributeValues(Map.of(":most", AttributeValue.fromN("499"))));
        search(BACKEND).is(200);

        Answer refused = search(BACKEND).isProblem(429, "too-many-searches");

        assertThat(refused.header("retry-after")).contains("14400");
        room.clock().advance(Duration.ofHours(4));
        search(BACKEND).is(200);
    }

    @Test
    @DisplayName("is found however many postings its employer has had that are over")
    void manyPostings() {
        room.publishes(seeker, ResumeText.complete());
        for (int i = 0; i < 60; i++) {
            room.postingIs("P".repeat(20) + "%02d".formatted(i), EMPLOYER, "closed", 2);
        }

        assertThat(dynamo.requestsOf(() -> search(BACKEND).is(200))).hasSize(5);
        room.postingIs(POSTING, EMPLOYER, "closed", 3);
        search(BACKEND).isProblem(409, "no-open-posting");
    }

    private Answer search(String body) {
        return search(recruiter, EMPLOYER, body);
    }

    private Answer search(Someone someone, String employer, String body) {
        return room.call(someone, "POST", "/v1/employers/" + employer + "/resume-searches")
                .json(body)
                .send();
    }

    private Map<String, AttributeValue> stored(String resume) {
        return dynamo.client()
                .getItem(get -> get.tableName(ResumesTable.NAME).key(ResumesTable.resumeKey(seeker.subject(), resume)))
                .item();
    }

    private static List<Map<String, AttributeValue>> pointers() {
        return dynamo.items(ResumesTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith("FIND#"))
                .toList();
    }
}

package cn.touzhi.resumes.resume;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

@DisplayName("A resume")
class OwnResumesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private final Someone stranger = Someone.named('B');
    private ResumesRoom room;

    @BeforeEach
    void nobodyHasOne() {
        room = ResumesRoom.empty(dynamo);
    }

    @Test
    @DisplayName("is a draft at first, confidential, the default if it is the first, and says what it lacks")
    void draft() {
        String id = room.begins(owner, ResumeText.draft());

        JsonNode resume = room.sees(owner, id).is(200).json();

        assertThat(resume.path("visibility").asText()).isEqualTo("confidential");
        assertThat(resume.path("preferred").asBoolean()).isTrue();
        assertThat(resume.path("completeness").asInt()).isZero();
        assertThat(resume.path("missing"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "/fields/name",
                        "/fields/gender",
                        "/fields/birthDate",
                        "/fields/phone",
                        "/fields/email",
                        "/fields/city",
                        "/fields/workingSince",
                        "/fields/intentions",
                        "/fields/education");
    }

    @Test
    @DisplayName("that has all that is required lacks nothing, and says all that it was given")
    void complete() {
        String id = room.begins(owner, ResumeText.complete());

        Answer answer = room.sees(owner, id).is(200);

        assertThat(answer.json().path("missing")).isEmpty();
        assertThat(answer.json().path("completeness").asInt()).isEqualTo(94);
        assertThat(answer.json().at("/fields/name").asText()).isEqualTo("李小明");
        assertThat(answer.json().at("/fields/work/0/monthlySalary").asInt()).isEqualTo(19_000);
        assertThat(answer.header("etag")).contains("\"1\"");
    }

    @Test
    @Clause("10")
    @DisplayName("needs nothing sensitive: undisclosed costs nothing, and no consent is asked for")
    void undisclosed() {
        String id = room.begins(owner, ResumeText.complete().with("gender", "\"9\""));

        assertThat(room.sees(owner, id).json().path("missing")).isEmpty();
        room.freezes(owner, id).is(201);
    }

    @Test
    @DisplayName("lies in the table in no readable form")
    void sealed() {
        room.consents(owner, "resume-ethnic-group");
        room.begins(owner, ResumeText.complete().disclosing("ethnicGroup", "\"24\""));

        assertThat(dynamo.items(ResumesTable.NAME).toString())
                .doesNotContain("李小明", "13800138000", "xiaoming", "云南大学", "1995-03-08", "\"24\"");
        assertThat(room.log()).noneMatch(line -> line.contains("李小明") || line.contains("13800138000"));
    }

    @Test
    @DisplayName("is begun once, however often the request comes, and another body under its key is refused")
    void idempotent() {
        String body = ResumeText.complete().json();
        String first = room.call(owner, "POST", "/v1/resumes")
                .key("one-and-the-same-key")
                .json(body)
                .send()
                .is(201)
                .text("id");

        assertThat(room.call(owner, "POST", "/v1/resumes")
                        .key("one-and-the-same-key")
                        .json(body)
                        .send()
                        .is(201)
                        .text("id"))
                .isEqualTo(first);
        room.call(owner, "POST", "/v1/resumes")
                .key("one-and-the-same-key")
                .json(ResumeText.draft().json())
                .send()
                .isProblem(422, "idempotency-key-reused");
        assertThat(list(owner)).hasSize(1);
    }

    @Test
    @DisplayName("may be one of five, and of ten that are begun at once, five are, under one key")
    void five() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            List<Callable<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                tries.add(() -> room.create(owner, "/v1/resumes")
                        .json(ResumeText.draft().json())
                        .send()
                        .status());
            }
            for (Future<Integer> status : threads.invokeAll(tries)) {
                statuses.add(status.get());
            }
        }

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(5);
        assertThat(list(owner)).hasSize(5);
        assertThat(list(owner))
                .filteredOn(one -> one.path("preferred").asBoolean())
                .hasSize(1);
        assertThat(dynamo.items("SubjectKeysTable")).hasSize(1);
        room.create(owner, "/v1/resumes").json(ResumeText.draft().json()).send().isProblem(409, "too-many-resumes");
    }

    @Test
    @DisplayName("changes as it was read, or not at all")
    void changes() {
        String id = room.begins(owner, ResumeText.draft());

        assertThat(room.changes(owner, id, 1, ResumeText.complete()).is(200).header("etag"))
                .contains("\"2\"");
        room.changes(owner, id, 1, ResumeText.draft()).isProblem(412, "version-changed");
        room.call(owner, "PUT", "/v1/resumes/" + id)
                .json(ResumeText.draft().json())
                .send()
                .isProblem(428, "version-needed");
        assertThat(room.sees(owner, id).json().at("/fields/name").asText()).isEqualTo("李小明");
    }

    @Test
    @DisplayName("of two that change it at once, takes one")
    void changesAtOnce() throws Exception {
        String id = room.begins(owner, ResumeText.complete());
        Set<Integer> statuses = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> status : threads.invokeAll(List.<Callable<Integer>>of(
                    () -> room.changes(owner, id, 1, ResumeText.complete().with("city", "\"110000\""))
                            .status(),
                    () -> room.changes(owner, id, 1, ResumeText.complete().with("city", "\"120000\""))
                            .status()))) {
                statuses.add(status.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    @DisplayName("is for nobody but its owner: to others, it is not there")
    void foreign() {
        String id = room.begins(owner, ResumeText.complete());

        for (String unknown : List.of(id, "A".repeat(22), "x")) {
            room.sees(stranger, unknown).isProblem(404, "no-such-thing");
            room.changes(stranger, unknown, 1, ResumeText.draft()).isProblem(404, "no-such-thing");
            room.call(stranger, "DELETE", "/v1/resumes/" + unknown).send().isProblem(404, "no-such-thing");
            room.call(stranger, "PUT", "/v1/resumes/" + unknown + "/preference")
                    .send()
                    .isProblem(404, "no-such-thing");
            room.freezes(stranger, unknown).isProblem(404, "no-such-thing");
        }
        assertThat(list(stranger)).isEmpty();
    }

    @Test
    @DisplayName("is for whom its owner says, and hidden from whom they name")
    void visible() {
        String id = room.begins(owner, ResumeText.complete());
        String employer = "E".repeat(22);

        JsonNode shown = room.call(owner, "PUT", "/v1/resumes/" + id + "/visibility")
                .header("if-match", "\"1\"")
                .json("{\"visibility\":\"public\",\"hiddenFrom\":[\"" + employer + "\"]}")
                .send()
                .is(200)
                .json();

        assertThat(shown.path("visibility").asText()).isEqualTo("public");
        assertThat(shown.path("hiddenFrom")).extracting(JsonNode::asText).containsExactly(employer);
        room.call(owner, "PUT", "/v1/resumes/" + id + "/visibility")
                .header("if-match", "\"2\"")
                .json("{\"visibility\":\"secret\",\"hiddenFrom\":[\"x\"]}")
                .send()
                .isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("that is taken away is gone, and another becomes the default")
    void deleted() {
        String first = room.begins(owner, ResumeText.complete());
        String second = room.begins(owner, ResumeText.draft());
        String third = room.begins(owner, ResumeText.draft());
        room.call(owner, "PUT", "/v1/resumes/" + second + "/preference").send().is(200);

        room.call(owner, "DELETE", "/v1/resumes/" + second).send().is(204);

        room.sees(owner, second).isProblem(404, "no-such-thing");
        assertThat(list(owner)).extracting(one -> one.path("id").asText()).containsExactlyInAnyOrder(first, third);
        assertThat(list(owner))
                .filteredOn(one -> one.path("preferred").asBoolean())
                .hasSize(1);
    }

    @Test
    @DisplayName("is written for nobody who is being erased")
    void fenced() {
        String id = room.begins(owner, ResumeText.complete());
        dynamo.client().putItem(put -> put.tableName(ResumesTable.NAME).item(Fence.keyOf(owner.subject())));

        room.create(owner, "/v1/resumes").json(ResumeText.draft().json()).send().isProblem(401, "session-ended");
        room.changes(owner, id, 1, ResumeText.draft()).isProblem(401, "session-ended");
        room.freezes(owner, id).isProblem(401, "session-ended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gender       | '7'                     | /fields/gender",
                "city         | '999999'                | /fields/city",
                "birthDate    | '2011-01-01'            | /fields/birthDate",
                "birthDate    | '1901-01-01'            | /fields/birthDate",
                "workingSince | '2031-01'               | /fields/workingSince",
                "availability | 'never'                 | /fields/availability",
                "name         | 'https://x.cn'          | /fields/name",
                "phone        | '13800138000'           | /fields/phone",
                "email        | 'nobody'                | /fields/email",
                "intentions   | [{'category':'0000','salary':{'min':1,'max':2},'regions':['530100']}]"
                        + "|/fields/intentions/0/category",
                "intentions   | [{'category':'0101','salary':{'min':3,'max':2},'regions':['530100']}]"
                        + "|/fields/intentions/0/salary/max",
                "education    | [{'school':'x','level':'99','major':'y','start':'2014-09'}]|/fields/education/0/level",
                "education    | [{'school':'x','level':'21','major':'y','start':'2014-09','end':'2013-01'}]"
                        + "|/fields/education/0/end"
            },
            quoteCharacter = '~')
    @DisplayName("says what is in the tables and doesn't contradict itself:")
    void unfit(String field, String json, String pointer) {
        JsonNode errors = room.create(owner, "/v1/resumes")
                .json(ResumeText.complete().with(field, json.replace('\'', '"')).json())
                .send()
                .isProblem(400, "malformed-request")
                .json()
                .path("errors");

        assertThat(errors).extracting(error -> error.path("pointer").asText()).containsExactly(pointer);
        assertThat(dynamo.items(ResumesTable.NAME)).isEmpty();
    }

    private List<JsonNode> list(Someone someone) {
        List<JsonNode> resumes = new ArrayList<>();
        room.call(someone, "GET", "/v1/resumes")
                .send()
                .is(200)
                .json()
                .path("resumes")
                .forEach(resumes::add);
        return resumes;
    }
}

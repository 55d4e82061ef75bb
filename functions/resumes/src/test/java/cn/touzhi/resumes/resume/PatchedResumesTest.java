package cn.touzhi.resumes.resume;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A merge patch of a resume")
class PatchedResumesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private ResumesRoom room;

    @BeforeEach
    void nobodyHasOne() {
        room = ResumesRoom.empty(dynamo);
    }

    @Test
    @DisplayName("changes what it speaks of, takes away what is null, replaces lists whole, and leaves the rest")
    void changes() {
        String id = room.begins(owner, ResumeText.complete());

        Answer answer =
                patches(id, 1, "{'fields':{'city':'110000','wechat':null,'projects':null,'skills':['Erlang']}}");

        JsonNode fields = answer.is(200).json().path("fields");
        assertThat(answer.header("etag")).contains("\"2\"");
        assertThat(fields.path("city").asText()).isEqualTo("110000");
        assertThat(fields.has("wechat")).isFalse();
        assertThat(fields.path("skills")).extracting(JsonNode::asText).containsExactly("Erlang");
        assertThat(fields.path("name").asText()).isEqualTo("李小明");
        assertThat(fields.at("/work/0/monthlySalary").asInt()).isEqualTo(19_000);
        assertThat(room.sees(owner, id).json()).isEqualTo(answer.json());
    }

    @Test
    @DisplayName("is taken once for a version, and for none that it doesn't name")
    void once() {
        String id = room.begins(owner, ResumeText.draft());
        String patch = "{'fields':{'title':'后端'}}";

        patches(id, 1, patch).is(200);

        patches(id, 1, patch).isProblem(412, "version-changed");
        room.call(owner, "PATCH", "/v1/resumes/" + id)
                .header("content-type", "application/merge-patch+json")
                .json("{}")
                .send()
                .isProblem(428, "version-needed");
        assertThat(room.sees(owner, id).header("etag")).contains("\"2\"");
    }

    @Test
    @DisplayName("finds nothing of others, and nothing where there is nothing")
    void foreign() {
        String id = room.begins(owner, ResumeText.draft());

        for (String unknown : List.of(id, "A".repeat(22), "x")) {
            room.patches(Someone.named('B'), unknown, 1, "{}").isProblem(404, "no-such-thing");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'fields':{'role':'staff'}}                        | /fields",
                "{'role':'staff'}                                   | ''",
                "{'fields':{'city':7}}                              | /fields/city",
                "{'fields':{'freshGraduate':'true'}}                | /fields/freshGraduate",
                "{'sensitive':{'heightCm':'172'}}                   | /sensitive/heightCm",
                "{'sensitive':{'heightCm':172.0}}                   | /sensitive/heightCm",
                "{'fields':{'skills':[null]}}                       | /fields/skills/0",
                "{'fields':{'skills':'Java'}}                       | /fields/skills",
                "{'fields':{'intentions':[{'category':'0101','salary':{'min':1,'max':null},'regions':['530100']}]}}"
                        + "| /fields/intentions/0/salary/max",
                "{'fields':{'city':'999999'}}                       | /fields/city",
                "{'fields':{'phone':'13800138000'}}                 | /fields/phone",
                "{'fields':{'language':null}}                       | /fields/language",
                "{'fields':{'skills':['']}}                         | /fields/skills/0",
                "{'fields':null}                                    | /fields",
                "{'fields':{'workingSince':'2031-01'}}              | /fields/workingSince",
                "{'sensitive':{'heightCm':99}}                      | /sensitive/heightCm",
                "{'sensitive':{'health':'77'}}                      | /sensitive/health",
                "[]                                                 | ''",
                "'fields'                                           | ''",
                "null                                               | ''"
            })
    @DisplayName("makes nothing that couldn't be put there, and says what is wrong where:")
    void unfit(String patch, String pointer) {
        String id = room.begins(owner, ResumeText.complete());

        JsonNode problem =
                patches(id, 1, patch).isProblem(400, "malformed-request").json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly(pointer.replace("'", ""));
        assertThat(room.sees(owner, id).header("etag")).contains("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "{'fields':{},'fields':{}}",
                "{'fields':{'name':null,'name':null}}",
                "{'fields':{'title':'\\ud800'}}",
                "{'fields':{'title':'\\u0000'}}",
                "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':1}}}}}}}}}",
                "{'fields':{'title':NaN}}"
            })
    @DisplayName("is read as narrowly as any body:")
    void narrow(String patch) {
        String id = room.begins(owner, ResumeText.complete());

        patches(id, 1, patch).isProblem(400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json-patch+json",
                "text/plain",
                "application/merge-patch+json; charset=utf-16",
                "application/*+json"
            })
    @DisplayName("is the one thing that PATCH takes, as the refusal of anything else says:")
    void types(String type) {
        String id = room.begins(owner, ResumeText.draft());

        Answer answer = room.call(owner, "PATCH", "/v1/resumes/" + id)
                .header("if-match", "\"1\"")
                .header("content-type", type)
                .json("{}")
                .send();

        answer.isProblem(415, "unsupported-media-type");
        assertThat(answer.header("accept-patch")).contains("application/merge-patch+json");
    }

    @Test
    @DisplayName("is nothing that can be put")
    void put() {
        String id = room.begins(owner, ResumeText.draft());

        Answer answer = room.call(owner, "PUT", "/v1/resumes/" + id)
                .header("if-match", "\"1\"")
                .header("content-type", "application/merge-patch+json")
                .json(ResumeText.draft().json())
                .send();

        answer.isProblem(415, "unsupported-media-type");
        assertThat(answer.header("accept-patch")).isEmpty();
    }

    @Test
    @DisplayName("makes nothing longer than what could be put there at once")
    void tooLong() {
        String id = room.begins(owner, ResumeText.draft());
        String long1900 = "长".repeat(1_900);
        patches(id, 1, "{'fields':{'introduction':'" + long1900 + "'}}").is(200);
        String project = "{'name':'x','role':'y','start':'2020-01','description':'" + "长".repeat(900) + "'}";

        patches(
                        id,
                        2,
                        "{'fields':{'projects':[" + String.join(",", List.of(project, project, project, project))
                                + "]}}")
                .isProblem(413, "too-large");

        patches(id, 2, "{'fields':{'projects':[" + project + "]}}").is(200);
    }

    @Test
    @Clause("10")
    @DisplayName("needs the consent to what is sensitive in it, and none to what it leaves alone or takes away")
    void consent() {
        room.consents(owner, "resume-health", "resume-body");
        String id = room.begins(
                owner,
                ResumeText.complete()
                        .disclosing("health", "\"1\"")
                        .disclosing("heightCm", "172")
                        .disclosing("weightKg", "65"));
        takesConsentsAway();

        patches(id, 1, "{'fields':{'city':'110000'}}").is(200);
        patches(id, 2, "{'sensitive':{'heightCm':173}}").isProblem(403, "consent-required");
        patches(id, 2, "{'sensitive':{'health':'1'}}").isProblem(403, "consent-required");
        patches(id, 2, "{'sensitive':{'weightKg':null}}").is(200);

        assertThat(room.sees(owner, id, "health,body").json().path("sensitive").toString())
                .isEqualTo("{\"health\":\"1\",\"heightCm\":172}");
        patches(id, 3, "{'sensitive':null}").is(200);
        assertThat(room.sees(owner, id).json().path("masked")).isEmpty();
    }

    /** As in the moment in which a withdrawal was heard, and what goes with it is still there. */
    private void takesConsentsAway() {
        var items = dynamo.items(ResumesTable.NAME).stream()
                .filter(item -> item.containsKey("content"))
                .toList();
        room.consents(owner);
        items.forEach(item ->
                dynamo.client().putItem(put -> put.tableName(ResumesTable.NAME).item(item)));
    }

    @Test
    @DisplayName("isn't decided on before the room has heard as much of consents as the client knows")
    void pending() {
        room.consents(owner, "resume-health");
        String id = room.begins(owner, ResumeText.complete());

        room.call(owner, "PATCH", "/v1/resumes/" + id)
                .header("if-match", "\"1\"")
                .header("consent-sequence", "2")
                .header("content-type", "application/merge-patch+json")
                .json("{\"sensitive\":{\"health\":\"1\"}}")
                .send()
                .isProblem(409, "consent-pending");
    }

    @Test
    @Clause("38")
    @DisplayName("makes no public resume say how its owner is reached, or lack what must be in it")
    void leaks() {
        String id = room.publishes(owner, ResumeText.complete());

        patches(id, 2, "{'fields':{'skills':['Java 17 13800138000']}}").isProblem(409, "contact-in-public-text");
        patches(id, 2, "{'fields':{'education':null}}").isProblem(409, "resume-incomplete");
    }

    @Test
    @Clause("47")
    @DisplayName("of a public resume changes what that is found by")
    void found() {
        String id = room.publishes(owner, ResumeText.complete());

        patches(id, 2, "{'fields':{'skills':['Erlang']}}").is(200);

        assertThat(dynamo.items(ResumesTable.NAME))
                .extracting(item -> item.get("pk").s())
                .contains(ResumesTable.listPartition(PublicCards.listOf("erlang")))
                .doesNotContain(ResumesTable.listPartition(PublicCards.listOf("java")));
    }

    private Answer patches(String id, int version, String patch) {
        return room.patches(owner, id, version, patch.replace('\'', '"'));
    }
}

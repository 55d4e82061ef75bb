package cn.touzhi.resumes.resume;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is sensitive in a resume")
class MaskedResumesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private static final String ALL = "ethnic-group,health,body";

    private final Someone owner = Someone.named('A');
    private ResumesRoom room;
    private String resume;

    @BeforeEach
    void somebodyDisclosesMuch() {
        room = ResumesRoom.empty(dynamo);
        room.consents(owner, "resume-ethnic-group", "resume-health", "resume-body");
        resume = room.begins(owner, disclosing());
    }

    @Test
    @Clause("10")
    @DisplayName("is masked wherever its owner reads or changes the resume, which says that it is there")
    void masked() {
        List<Answer> answers = List.of(
                room.sees(owner, resume),
                room.changes(owner, resume, 1, disclosing()),
                room.patches(owner, resume, 2, "{\"sensitive\":{\"health\":\"2\"}}"),
                room.shows(owner, resume, 3, "public"),
                room.call(owner, "PUT", "/v1/resumes/" + resume + "/preference").send());
        JsonNode listed = room.call(owner, "GET", "/v1/resumes").send().is(200).json();

        assertThat(answers).allSatisfy(answer -> assertMasked(answer.is(200).json()));
        assertMasked(listed.at("/resumes/0"));
    }

    private static void assertMasked(JsonNode view) {
        assertThat(view.path("sensitive")).isEmpty();
        assertThat(view.path("masked")).extracting(JsonNode::asText).containsExactly("body", "ethnic-group", "health");
        assertThat(view.at("/fields/work/0/monthlySalary").asInt()).isEqualTo(19_000);
    }

    @Test
    @Clause("10")
    @DisplayName("is shown to its owner where they ask for it by name, and that alone")
    void revealed() {
        JsonNode view = room.sees(owner, resume, "health,body").is(200).json();

        assertThat(view.path("sensitive").toString()).isEqualTo("{\"health\":\"1\",\"heightCm\":172,\"weightKg\":65}");
        assertThat(view.path("masked")).extracting(JsonNode::asText).containsExactly("ethnic-group");
        assertThat(room.sees(owner, resume, ALL).json().path("masked")).isEmpty();
        assertThat(room.sees(owner, resume, "household").json().path("sensitive"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "health,salary", "HEALTH", "all", "heightCm", "monthly-salary"})
    @DisplayName("is asked for by no other names than its own:")
    void unknownNames(String names) {
        room.sees(owner, resume, names).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("isn't shown twice for being asked for twice")
    void askedTwice() {
        assertThat(room.sees(owner, resume, "health,health")
                        .is(200)
                        .json()
                        .path("sensitive")
                        .toString())
                .isEqualTo("{\"health\":\"1\"}");
    }

    @Test
    @DisplayName("is shown to nobody else, whatever they ask for")
    void stranger() {
        room.sees(Someone.named('B'), resume, ALL).isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("isn't lost where a masked view is put back: that is refused, and what would go is named")
    void putBack() {
        JsonNode view = room.sees(owner, resume).json();

        JsonNode problem = puts(view).isProblem(409, "sensitive-left-out").json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly(
                        "/sensitive/ethnicGroup", "/sensitive/health", "/sensitive/heightCm", "/sensitive/weightKg");
        assertThat(room.sees(owner, resume).json()).isEqualTo(view);
    }

    @Test
    @DisplayName("isn't lost in part where some of it was revealed, nor one half of a kind")
    void putBackInPart() {
        assertThat(puts(room.sees(owner, resume, "health,ethnic-group").json())
                        .isProblem(409, "sensitive-left-out")
                        .json()
                        .path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/sensitive/heightCm", "/sensitive/weightKg");

        ObjectNode halved = (ObjectNode) room.sees(owner, resume, ALL).json();
        ((ObjectNode) halved.path("sensitive")).remove("weightKg");
        assertThat(puts(halved).isProblem(409, "sensitive-left-out").json().path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/sensitive/weightKg");
    }

    @Test
    @DisplayName("stays as it is where a view is put back in which all of it was revealed")
    void putBackRevealed() {
        JsonNode view = room.sees(owner, resume, ALL).json();

        puts(view).is(200);

        assertThat(room.sees(owner, resume, ALL).json().path("sensitive")).isEqualTo(view.path("sensitive"));
    }

    @Test
    @DisplayName("is changed by saying something else, and says nothing any more by the code for that")
    void putAnew() {
        room.consents(owner, "resume-marital-status");
        String married = room.begins(owner, ResumeText.complete().disclosing("maritalStatus", "\"20\""));

        room.changes(owner, married, 1, ResumeText.complete().disclosing("maritalStatus", "\"90\""))
                .is(200);

        assertThat(room.sees(owner, married).json().path("masked")).isEmpty();
    }

    private Answer puts(JsonNode view) {
        String body = new ObjectMapper()
                .valueToTree(Map.of("fields", view.path("fields"), "sensitive", view.path("sensitive")))
                .toString();
        return room.call(owner, "PUT", "/v1/resumes/" + resume)
                .header("if-match", "\"1\"")
                .json(body)
                .send();
    }

    private static ResumeText disclosing() {
        return ResumeText.complete()
                .disclosing("ethnicGroup", "\"24\"")
                .disclosing("health", "\"1\"")
                .disclosing("heightCm", "172")
                .disclosing("weightKg", "65");
    }
}

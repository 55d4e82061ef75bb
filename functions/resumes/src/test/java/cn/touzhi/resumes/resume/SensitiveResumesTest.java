package cn.touzhi.resumes.resume;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Sensitive data in a resume")
class SensitiveResumesTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private ResumesRoom room;

    @BeforeEach
    void nobodyHasOne() {
        room = ResumesRoom.empty(dynamo);
    }

    @ParameterizedTest
    @Clause("10")
    @CsvSource({
        "ethnicGroup, '\"24\"', resume-ethnic-group",
        "health, '\"1\"', resume-health",
        "politicalStatus, '\"13\"', resume-political-status",
        "maritalStatus, '\"10\"', resume-marital-status",
        "heightCm, 172, resume-body",
        "weightKg, 65, resume-body",
        "householdRegion, '\"530100\"', resume-household",
        "nativePlace, '\"530100\"', resume-household",
        "photo, '\"abcdefghijklmnopqrstuv\"', resume-photo"
    })
    @DisplayName("needs the consent to its kind, and that alone:")
    void needsConsent(String field, String json, String purpose) {
        ResumeText text = ResumeText.complete().disclosing(field, json);
        room.consents(owner);
        assertThat(room.create(owner, "/v1/resumes")
                        .json(text.json())
                        .send()
                        .isProblem(403, "consent-required")
                        .text("purpose"))
                .isEqualTo(purpose);

        room.consents(owner, purpose);
        String id = room.begins(owner, text);

        assertThat(room.sees(owner, id, purpose.substring("resume-".length()))
                        .json()
                        .at("/sensitive/" + field)
                        .toString())
                .isEqualTo(json);
    }

    @Test
    @DisplayName("that says that it isn't stated discloses nothing, and needs no consent")
    void unstated() {
        String id = room.begins(owner, ResumeText.complete().disclosing("maritalStatus", "\"90\""));

        assertThat(room.sees(owner, id).json().path("masked")).isEmpty();
    }

    @Test
    @DisplayName("isn't decided on before the room has heard as much of consents as the client knows")
    void pending() {
        room.consents(owner, "resume-health");
        ResumeText text = ResumeText.complete().disclosing("health", "\"1\"");

        room.create(owner, "/v1/resumes")
                .header("consent-sequence", "2")
                .json(text.json())
                .send()
                .isProblem(409, "consent-pending");
        room.create(owner, "/v1/resumes")
                .header("consent-sequence", "1")
                .json(text.json())
                .send()
                .is(201);
        room.create(owner, "/v1/resumes")
                .header("consent-sequence", "two")
                .json(text.json())
                .send()
                .isProblem(400, "malformed-request");
    }

    @Test
    @Clause("10")
    @DisplayName("goes with its consent, from the resume and from what was frozen of it, and nothing else does")
    void withdrawn() {
        room.consents(owner, "resume-health", "resume-body");
        String id = room.begins(
                owner, ResumeText.complete().disclosing("health", "\"1\"").disclosing("heightCm", "172"));
        room.freezes(owner, id).is(201);

        room.consents(owner, "resume-body");

        var resume = room.sees(owner, id, "body,health").is(200);
        assertThat(resume.json().path("sensitive").has("health")).isFalse();
        assertThat(resume.json().at("/sensitive/heightCm").asInt()).isEqualTo(172);
        assertThat(resume.header("etag")).contains("\"2\"");
        assertThat(dynamo.items(ResumesTable.NAME))
                .filteredOn(item -> item.containsKey("content"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item).containsKey("body").doesNotContainKey("health"));
    }

    @Test
    @DisplayName("that a crash left is taken away when the withdrawal is told again")
    void toldAgain() {
        room.consents(owner, "resume-health");
        String id = room.begins(owner, ResumeText.complete().disclosing("health", "\"1\""));
        var item = dynamo.items(ResumesTable.NAME).stream()
                .filter(one -> one.containsKey("health"))
                .findFirst()
                .orElseThrow();
        Event withdrawal = room.consents(owner);
        dynamo.client().putItem(put -> put.tableName(ResumesTable.NAME).item(item));

        assertThat(room.hears(withdrawal)).isTrue();

        assertThat(room.sees(owner, id).json().path("masked")).isEmpty();
    }

    @Test
    @DisplayName("that was disclosed anew stays, whenever an older withdrawal is told again")
    void consentedAnew() {
        Event nothing = room.consents(owner);
        room.consents(owner, "resume-health");
        String id = room.begins(owner, ResumeText.complete().disclosing("health", "\"1\""));

        assertThat(room.hears(nothing)).isTrue();

        assertThat(room.sees(owner, id, "health").json().at("/sensitive/health").asText())
                .isEqualTo("1");
    }
}

package cn.touzhi.resumes.version;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Fills resumes with canaries, releases any part of them, and looks at each as whoever got it and as whoever didn't. What may
 * come out stands here once more, apart from the code that decides it.
 */
@DisplayName("Clause 3.1 (1): whatever a resume says and whatever was released of it,")
class ViewSecrecyTest {
    private static final String EMPLOYER = "E".repeat(22);

    /** Where it stands in a view, and by which name it is released. */
    private static final Map<String, String> RELEASED = Map.of(
            "/fields/work/0/monthlySalary", "monthly-salary",
            "/sensitive/ethnicGroup", "ethnic-group",
            "/sensitive/health", "health",
            "/sensitive/politicalStatus", "political-status",
            "/sensitive/maritalStatus", "marital-status",
            "/sensitive/heightCm", "body",
            "/sensitive/householdRegion", "household",
            "/sensitive/photo", "photo");

    private static final List<String> ALWAYS = List.of(
            "金丝雀", "+8613977770000", "canary@canary.example", "canary-school", "canary-company", "canary-file.pdf");

    private static final List<String> NEVER =
            List.of("canary-title", "canary-wechat", "1977-07-17", "canary-unattached.pdf");

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private final Someone stranger = Someone.named('C');

    @Test
    @Clause("37")
    @DisplayName("its recipient sees that and no more, and nobody else sees anything")
    void canaries() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ResumesRoom room = ResumesRoom.empty(dynamo);
        room.actsFor(recruiter, EMPLOYER);
        room.consents(
                seeker,
                "permission-storage",
                "resume-ethnic-group",
                "resume-health",
                "resume-political-status",
                "resume-marital-status",
                "resume-body",
                "resume-household",
                "resume-photo");
        String photo = room.attachesPhoto(seeker);
        String file = room.attaches(seeker, "canary-file.pdf", "application/pdf");
        room.attaches(seeker, "canary-unattached.pdf", "application/pdf");
        String resume = room.begins(seeker, withCanaries(file).disclosing("photo", "\"" + photo + "\""));

        for (int i = 0; i < 40; i++) {
            String version = room.freezes(seeker, resume).is(201).text("id");
            Set<String> released = new TreeSet<>(RELEASED.values());
            released.removeIf(_ -> random.nextBoolean());
            String grant = new ViewGrant(
                            "P".repeat(22),
                            version,
                            new EmployerId(EMPLOYER),
                            recruiter.subject(),
                            released,
                            room.clock().instant().plusSeconds(60))
                    .confirmedBy(new MacKey(room.kms(), ResumesRoom.GRANT_KEY));

            JsonNode seen = look(room, recruiter, grant).is(200).json();

            String as = "seed " + seed + ", released " + released;
            RELEASED.forEach((place, name) -> assertThat(
                            seen.at(place).isMissingNode() || seen.at(place).isNull())
                    .as(as + ": " + place)
                    .isNotEqualTo(released.contains(name)));
            assertThat(seen.toString()).as(as).contains(ALWAYS);
            assertThat(seen.toString()).as(as).doesNotContain(NEVER);
            assertThat(seen.toString()).as(as).doesNotContain(seeker.subject().value(), resume);
            assertThat(seen.path("files")).as(as).hasSize(released.contains("photo") ? 2 : 1);
            read(room, grant, file).is(200);
            if (released.contains("photo")) {
                read(room, grant, photo).is(200);
            } else {
                read(room, grant, photo).isProblem(404, "no-such-thing");
            }
            assertThat(look(room, stranger, grant).isProblem(403, "no-grant").body())
                    .doesNotContain("canary", version);
        }
        assertThat(room.log().toString()).doesNotContain("canary", "1397777");
    }

    private static Answer look(ResumesRoom room, Someone viewer, String grant) {
        return room.call(viewer, "POST", "/v1/resume-views")
                .json("{\"grant\":\"" + grant + "\"}")
                .send();
    }

    private Answer read(ResumesRoom room, String grant, String file) {
        return room.call(recruiter, "POST", "/v1/attachment-views")
                .json("{\"grant\":\"%s\",\"attachment\":\"%s\"}".formatted(grant, file))
                .send();
    }

    private static ResumeText withCanaries(String file) {
        return ResumeText.complete()
                .with("title", "\"canary-title\"")
                .with("name", "\"金丝雀\"")
                .with("phone", "\"+8613977770000\"")
                .with("email", "\"canary@canary.example\"")
                .with("wechat", "\"canary-wechat\"")
                .with("birthDate", "\"1977-07-17\"")
                .with("attachments", "[\"" + file + "\"]")
                .with(
                        "education",
                        "[{\"school\":\"canary-school\",\"level\":\"21\",\"major\":\"数学\",\"start\":\"2001-09\"}]")
                .with(
                        "work",
                        "[{\"company\":\"canary-company\",\"position\":\"工程师\",\"start\":\"2006-01\",\"monthlySalary\":77771}]")
                .disclosing("ethnicGroup", "\"24\"")
                .disclosing("health", "\"1\"")
                .disclosing("politicalStatus", "\"13\"")
                .disclosing("maritalStatus", "\"10\"")
                .disclosing("heightCm", "199")
                .disclosing("householdRegion", "\"530100\"");
    }
}

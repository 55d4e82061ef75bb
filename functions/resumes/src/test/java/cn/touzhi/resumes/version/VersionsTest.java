package cn.touzhi.resumes.version;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.VersionReceipt;
import cn.touzhi.kernel.voucher.ViewGrant;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A version of a resume")
class VersionsTest {
    private static final String EMPLOYER = "E".repeat(22);

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ResumesRoom room;
    private String resume;

    @BeforeEach
    void aResume() {
        room = ResumesRoom.empty(dynamo);
        room.consents(seeker, "resume-health", "resume-body");
        resume = room.begins(
                seeker, ResumeText.complete().disclosing("health", "\"1\"").disclosing("heightCm", "172"));
        room.actsFor(recruiter, EMPLOYER);
    }

    @Test
    @DisplayName("is confirmed to applications for an hour, with what may be released of it, to its subject alone")
    void receipt() {
        JsonNode frozen = room.freezes(seeker, resume).is(201).json();

        VersionReceipt receipt = VersionReceipt.read(
                        key(ResumesRoom.RECEIPT_KEY), frozen.path("receipt").asText())
                .orElseThrow();

        assertThat(receipt.subject()).isEqualTo(seeker.subject());
        assertThat(receipt.version()).isEqualTo(frozen.path("id").asText());
        assertThat(receipt.hash()).isEqualTo(frozen.path("hash").asText()).hasSize(64);
        assertThat(receipt.fields()).containsExactlyInAnyOrder("health", "body", "monthly-salary");
        assertThat(receipt.shown())
                .contains("name", "phone", "email", "age", "work")
                .doesNotContain("birth-date", "wechat", "title", "health", "monthly-salary");
        assertThat(receipt.completeness()).isEqualTo(94);
        assertThat(receipt.expiresAt()).isEqualTo(room.clock().instant().plus(Duration.ofHours(1)));
        assertThat(VersionReceipt.read(key("AnotherKey"), frozen.path("receipt").asText()))
                .isEmpty();
        assertThat(ViewGrant.read(
                        key(ResumesRoom.RECEIPT_KEY), frozen.path("receipt").asText()))
                .as("a receipt is no grant")
                .isEmpty();
    }

    @Test
    @DisplayName("is frozen once, however often the request comes, and confirmed alike each time")
    void idempotent() {
        Answer first = freezesAs("one-and-the-same-key");
        Answer again = freezesAs("one-and-the-same-key");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(dynamo.items(ResumesTable.NAME))
                .filteredOn(item -> item.get("pk").s().startsWith("VERSION#"))
                .hasSize(1);
    }

    @Test
    @DisplayName("has a hash of its own, by which nothing can be found out that isn't shown")
    void hash() {
        assertThat(room.freezes(seeker, resume).is(201).text("hash"))
                .isNotEqualTo(room.freezes(seeker, resume).is(201).text("hash"));
    }

    @Test
    @DisplayName("is of a resume that has all that is required")
    void incomplete() {
        String draft = room.begins(seeker, ResumeText.complete().without("education"));

        JsonNode problem =
                room.freezes(seeker, draft).isProblem(409, "resume-incomplete").json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/fields/education");
    }

    @Test
    @DisplayName("shows what the resume was, whatever becomes of that")
    void immutable() {
        String version = room.freezes(seeker, resume).is(201).text("id");
        room.patches(seeker, resume, 1, "{\"fields\":{\"name\":\"王芳\"}}").is(200);

        assertThat(views(grant(version, Set.of()))
                        .is(200)
                        .json()
                        .at("/fields/name")
                        .asText())
                .isEqualTo("李小明");
    }

    @Test
    @DisplayName("shows whoever got it name and contact, age for birth date, and of the rest what was released")
    void recipient() {
        String version = room.freezes(seeker, resume).is(201).text("id");

        JsonNode seen = views(grant(version, Set.of("health"))).is(200).json();

        assertThat(seen.at("/fields/name").asText()).isEqualTo("李小明");
        assertThat(seen.at("/fields/phone").asText()).isEqualTo("+8613800138000");
        assertThat(seen.path("age").asInt()).isEqualTo(31);
        assertThat(seen.at("/sensitive/health").asText()).isEqualTo("1");
        assertThat(seen.at("/fields/work/0/company").asText()).isEqualTo("昆明云上科技有限公司");
        for (String hidden : Set.of(
                "/fields/birthDate",
                "/fields/wechat",
                "/fields/title",
                "/fields/work/0/monthlySalary",
                "/sensitive/heightCm")) {
            assertThat(seen.at(hidden).isMissingNode() || seen.at(hidden).isNull())
                    .as(hidden)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("shows nothing without a grant that is good, for its bearer, now, and of that employer")
    void noGrant() {
        String version = room.freezes(seeker, resume).is(201).text("id");
        ViewGrant good = grant(version, Set.of());
        String text = good.confirmedBy(key(ResumesRoom.GRANT_KEY));

        view(seeker, text).isProblem(403, "no-grant");
        view(recruiter, good.confirmedBy(key(ResumesRoom.RECEIPT_KEY))).isProblem(403, "no-grant");
        view(recruiter, text.substring(1)).isProblem(403, "no-grant");
        views(grant("F".repeat(22), Set.of())).isProblem(403, "no-grant");
        views(new ViewGrant(
                        good.application(),
                        version,
                        new EmployerId("G".repeat(22)),
                        good.viewer(),
                        Set.of(),
                        good.expiresAt()))
                .isProblem(403, "no-grant");
        view(recruiter, "no grant").isProblem(400, "malformed-request");
        room.clock().advance(Duration.ofSeconds(61));
        view(recruiter, text).isProblem(403, "no-grant");
    }

    @Test
    @DisplayName("shows nothing any more once the submission is over, whatever grant is still open, and for good")
    void closed() {
        String version = room.freezes(seeker, resume).is(201).text("id");
        ViewGrant open = grant(version, Set.of());
        views(open).is(200);

        room.hears(about("ApplicationClosed", seeker, version, 3));

        views(open).isProblem(403, "no-grant");
        room.hears(about("ApplicationSubmitted", seeker, version, 1));
        views(open).isProblem(403, "no-grant");
    }

    @Test
    @DisplayName("is shown again once its submission goes on, in whichever order that is heard")
    void reopened() {
        String version = room.freezes(seeker, resume).is(201).text("id");
        ViewGrant open = grant(version, Set.of());
        room.hears(about("ApplicationClosed", seeker, version, 3));

        room.hears(about("ApplicationReopened", seeker, version, 4));
        room.hears(about("ApplicationClosed", seeker, version, 3));

        views(open).is(200);
        room.clock().advance(Duration.ofDays(40));
        views(grant(version, Set.of())).is(200);
        room.hears(about("ApplicationClosed", seeker, version, 5));
        views(grant(version, Set.of())).isProblem(403, "no-grant");
    }

    @Test
    @DisplayName("shows nothing to a member who has ceased to be one")
    void ceased() {
        String version = room.freezes(seeker, resume).is(201).text("id");

        room.hears(room.event(
                "cn.touzhi.jobs.MembershipChanged.v1", recruiter, Map.of("employer", EMPLOYER, "sequence", "2")));

        views(grant(version, Set.of())).isProblem(403, "no-grant");
    }

    @Test
    @DisplayName("is ended by nobody but its subject's own submission")
    void anothers() {
        String version = room.freezes(seeker, resume).is(201).text("id");

        room.hears(about("ApplicationClosed", Someone.named('C'), version, 2));

        views(grant(version, Set.of())).is(200);
    }

    @Test
    @DisplayName("goes after a day, unless it was submitted")
    void unsubmitted() {
        String never = room.freezes(seeker, resume).is(201).text("id");
        String submitted = room.freezes(seeker, resume).is(201).text("id");
        room.hears(about("ApplicationSubmitted", seeker, submitted, 1));

        room.clock().advance(Duration.ofHours(25));

        views(grant(never, Set.of())).isProblem(403, "no-grant");
        views(grant(submitted, Set.of())).is(200);
        assertThat(dynamo.items(ResumesTable.NAME))
                .filteredOn(item -> item.toString().contains("VERSION#" + submitted))
                .hasSize(2)
                .noneMatch(item -> item.containsKey("expiresAt"));
        assertThat(dynamo.items(ResumesTable.NAME))
                .filteredOn(item -> item.toString().contains("VERSION#" + never))
                .as("the way to it goes a week after it")
                .extracting(item -> item.get("expiresAt").n())
                .containsExactlyInAnyOrder("1795780800", "1796385600");
    }

    private Answer freezesAs(String key) {
        return room.call(seeker, "POST", "/v1/resumes/" + resume + "/versions")
                .key(key)
                .send()
                .is(201);
    }

    private Event about(String name, Someone subject, String version, int moves) {
        return room.event(
                "cn.touzhi.applications." + name + ".v1",
                subject,
                Map.of(
                        "application",
                        "P".repeat(22),
                        "version",
                        version,
                        "employer",
                        EMPLOYER,
                        "moves",
                        Integer.toString(moves)));
    }

    private ViewGrant grant(String version, Set<String> released) {
        Instant end = room.clock().instant().plusSeconds(60);
        return new ViewGrant("P".repeat(22), version, new EmployerId(EMPLOYER), recruiter.subject(), released, end);
    }

    private Answer views(ViewGrant grant) {
        return view(recruiter, grant.confirmedBy(key(ResumesRoom.GRANT_KEY)));
    }

    private Answer view(Someone viewer, String grant) {
        return room.call(viewer, "POST", "/v1/resume-views")
                .json("{\"grant\":\"" + grant + "\"}")
                .send();
    }

    private MacKey key(String id) {
        return new MacKey(room.kms(), id);
    }
}

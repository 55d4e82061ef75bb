package cn.touzhi.resumes.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.attachment.CheckedUpload.Outcome;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.voucher.MacKey;
import cn.touzhi.kernel.voucher.ViewGrant;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An attachment")
class AttachmentsTest {
    private static final String EMPLOYER = "E".repeat(22);
    private static final String UPLOAD = "U".repeat(22);
    private static final String PDF = "application/pdf";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone seeker = Someone.named('A');
    private final Someone recruiter = Someone.named('B');
    private ResumesRoom room;

    @BeforeEach
    void aSeeker() {
        room = ResumesRoom.empty(dynamo);
        room.consents(seeker, NewAttachments.PERMISSION);
        room.actsFor(recruiter, EMPLOYER);
    }

    @Test
    @Clause("11")
    @DisplayName("is announced first, and then uploaded under a key that says nothing of it, at its exact size")
    void announced() {
        JsonNode announced = room.announces(seeker, "李小明的简历.pdf", PDF).is(201).json();

        String id = announced.path("id").asText();
        String key = ObjectKeys.uploaded(seeker.subject(), id);
        JsonNode fields = announced.at("/form/fields");
        assertThat(fields.path("key").asText()).isEqualTo(key);
        assertThat(fields.path("Content-Type").asText()).isEqualTo(PDF);
        assertThat(fields.path("x-amz-checksum-sha256").asText()).hasSize(44);
        assertThat(announced.at("/form/url").asText()).contains(ResumesRoom.BUCKET);
        assertThat(announced.at("/put/url").asText()).contains(key).contains("X-Amz-Expires=300");
        assertThat(announced.at("/put/headers").properties())
                .extracting(header -> header.getKey() + "=" + header.getValue().asText())
                .contains("content-type=" + PDF, "content-length=1000");
        assertThat(announced.toString()).doesNotContain("李小明").doesNotContain("%E6%9D%8E");
        assertThat(sees(id).path("state").asText()).isEqualTo("pending");
        assertThat(sees(id).path("name").asText()).isEqualTo("李小明的简历.pdf");
        assertThat(dynamo.items(ResumesTable.NAME).toString()).doesNotContain("李小明");
    }

    @Test
    @Clause("27")
    @DisplayName("needs the permission to read files; without it all else works")
    void permission() {
        room.consents(seeker);

        room.announces(seeker, "a.pdf", PDF).isProblem(403, "consent-required");

        String resume = room.begins(seeker, ResumeText.complete());
        room.freezes(seeker, resume).is(201);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "a.exe, application/pdf, /name",
        "a.pdf, image/png, /name",
        "a.pdf, application/x-msdownload, /mediaType",
        "a.svg, image/svg+xml, /mediaType",
        "../a.pdf, application/pdf, /name",
        "a\\u202Efdp.exe.pdf, application/pdf, /name",
        "a\\u0000.pdf, application/pdf, ''",
        "'', application/pdf, /name",
    })
    @DisplayName("is not announced by a name or a kind that it can't have:")
    void badNames(String name, String mediaType, String pointer) {
        JsonNode problem = room.announces(seeker, name, mediaType)
                .isProblem(400, "malformed-request")
                .json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .contains(pointer);
    }

    @Test
    @DisplayName("is announced once, however often the request comes, and twenty times in all")
    void idempotentAndBounded() {
        Answer first = announcesAs("one-and-the-same-key", "a.pdf");
        Answer again = announcesAs("one-and-the-same-key", "a.pdf");

        assertThat(again.is(201).text("id")).isEqualTo(first.is(201).text("id"));
        announcesAs("one-and-the-same-key", "b.pdf").isProblem(422, "idempotency-key-reused");
        IntStream.range(1, NewAttachments.MOST)
                .forEach(i -> room.announces(seeker, "a.pdf", PDF).is(201));
        room.announces(seeker, "a.pdf", PDF).isProblem(409, "too-many-attachments");
        room.clock().advance(Duration.ofDays(1).plusSeconds(1));
        room.announces(seeker, "a.pdf", PDF).is(201);
    }

    @Test
    @DisplayName("that was found to be harmless is read by its owner for a minute, as a download of its own name")
    void clean() {
        String id = room.attaches(seeker, "李小明的简历.pdf", PDF);

        JsonNode seen = sees(id);

        assertThat(seen.path("state").asText()).isEqualTo("clean");
        assertThat(seen.path("file").asText())
                .contains(ObjectKeys.file(id, UPLOAD))
                .contains("X-Amz-Expires=60")
                .contains("attachment")
                .contains("%25E6%259D%258E");
        assertThat(seen.path("thumbnail").asText()).contains(ObjectKeys.thumbnail(id, UPLOAD));
    }

    @Test
    @DisplayName("that was refused says why for a week, and is not read by anybody")
    void refused() {
        String id = room.announces(seeker, "a.pdf", PDF).is(201).text("id");

        room.isChecked(seeker, id, UPLOAD, new Outcome.Refused("active-content"));

        assertThat(sees(id).path("state").asText()).isEqualTo("refused");
        assertThat(sees(id).path("reason").asText()).isEqualTo("active-content");
        assertThat(sees(id).path("file").isMissingNode()
                        || sees(id).path("file").isNull())
                .isTrue();
        room.clock().advance(Duration.ofDays(7).plusSeconds(1));
        room.call(seeker, "GET", "/v1/attachments/" + id).send().isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("is what was first found to be harmless, whatever is uploaded or heard afterwards")
    void firstCounts() {
        String id = room.attaches(seeker, "a.pdf", PDF);

        room.isClean(seeker, id, "W".repeat(22));
        room.isChecked(seeker, id, UPLOAD, new Outcome.Refused("malformed"));
        room.isChecked(seeker, id, UPLOAD, new Outcome.Gone());
        room.isChecked(seeker, id, UPLOAD, new Outcome.Clean(1000, true));

        assertThat(sees(id).path("state").asText()).isEqualTo("clean");
        assertThat(room.bucket().keys()).containsExactly(ObjectKeys.file(id, UPLOAD), ObjectKeys.thumbnail(id, UPLOAD));
    }

    @Test
    @Clause("11")
    @DisplayName(
            "that its owner takes away is gone with all versions of it, and with what was uploaded and not yet checked")
    void deleted() {
        String id = room.attaches(seeker, "a.pdf", PDF);
        IntStream.range(0, 9)
                .forEach(i -> room.bucket().put(ObjectKeys.uploaded(seeker.subject(), id), PDF, new byte[] {1}));
        String other = room.attaches(seeker, "b.pdf", PDF);

        room.call(seeker, "DELETE", "/v1/attachments/" + id).send().is(204);

        room.call(seeker, "GET", "/v1/attachments/" + id).send().isProblem(404, "no-such-thing");
        assertThat(room.bucket().keys()).hasSize(2).allMatch(key -> key.startsWith(ObjectKeys.cleanOf(other)));
        room.isClean(seeker, id, "V".repeat(22));
        assertThat(room.bucket().keys()).hasSize(2);
    }

    @Test
    @DisplayName("of somebody else is as unknown as one that there never was")
    void foreign() {
        String id = room.attaches(seeker, "a.pdf", PDF);

        for (String one : Set.of(id, "x".repeat(22))) {
            room.call(recruiter, "GET", "/v1/attachments/" + one).send().isProblem(404, "no-such-thing");
            room.call(recruiter, "DELETE", "/v1/attachments/" + one).send().isProblem(404, "no-such-thing");
        }
        assertThat(sees(id).path("state").asText()).isEqualTo("clean");
    }

    @Test
    @DisplayName("goes with a submission only once it was found to be harmless, and only its owner's does")
    void onlyClean() {
        String pending = room.announces(seeker, "a.pdf", PDF).is(201).text("id");
        room.consents(recruiter, NewAttachments.PERMISSION);
        String foreign = room.attaches(recruiter, "a.pdf", PDF);
        String resume = room.begins(
                seeker, ResumeText.complete().with("attachments", "[\"%s\",\"%s\"]".formatted(pending, foreign)));

        JsonNode problem = room.freezes(seeker, resume)
                .isProblem(409, "attachment-not-clean")
                .json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/fields/attachments/0", "/fields/attachments/1");
    }

    @Test
    @DisplayName("is named once in a resume")
    void once() {
        room.consents(seeker, NewAttachments.PERMISSION, "resume-photo");
        String id = room.attaches(seeker, "a.png", "image/png");

        JsonNode problem = room.create(seeker, "/v1/resumes")
                .json(ResumeText.complete()
                        .with("attachments", "[\"%1$s\",\"%1$s\"]".formatted(id))
                        .disclosing("photo", "\"" + id + "\"")
                        .json())
                .send()
                .isProblem(400, "malformed-request")
                .json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/fields/attachments/1", "/sensitive/photo");
    }

    @Test
    @DisplayName("is read by whoever got the resume, by a link of five seconds, and not any more once it is taken away")
    void views() {
        String id = room.attaches(seeker, "李小明的简历.pdf", PDF);
        String other = room.attaches(seeker, "b.pdf", PDF);
        String resume = room.begins(seeker, ResumeText.complete().with("attachments", "[\"%s\"]".formatted(id)));
        String version = room.freezes(seeker, resume).is(201).text("id");

        JsonNode seen = look(version).is(200).json();
        JsonNode link = file(version, id).is(200).json();

        assertThat(seen.at("/files/0/name").asText()).isEqualTo("李小明的简历.pdf");
        assertThat(seen.at("/files/0/size").asInt()).isEqualTo(1000);
        assertThat(seen.path("files")).hasSize(1);
        assertThat(seen.toString()).doesNotContain("http");
        assertThat(link.path("file").asText())
                .contains("X-Amz-Expires=5&")
                .doesNotContain(seeker.subject().value());
        file(version, other).isProblem(404, "no-such-thing");
        room.call(seeker, "DELETE", "/v1/attachments/" + id).send().is(204);
        file(version, id).isProblem(404, "no-such-thing");
        assertThat(look(version).is(200).json().path("files")).isEmpty();
    }

    private JsonNode sees(String id) {
        return room.call(seeker, "GET", "/v1/attachments/" + id).send().is(200).json();
    }

    private Answer announcesAs(String key, String name) {
        return room.call(seeker, "POST", "/v1/attachments")
                .key(key)
                .json(ResumesRoom.file(name, PDF))
                .send();
    }

    private Answer look(String version) {
        return room.call(recruiter, "POST", "/v1/resume-views")
                .json("{\"grant\":\"" + grant(version) + "\"}")
                .send();
    }

    private Answer file(String version, String attachment) {
        return room.call(recruiter, "POST", "/v1/attachment-views")
                .json("{\"grant\":\"%s\",\"attachment\":\"%s\"}".formatted(grant(version), attachment))
                .send();
    }

    private String grant(String version) {
        return new ViewGrant(
                        "P".repeat(22),
                        version,
                        new EmployerId(EMPLOYER),
                        recruiter.subject(),
                        Set.of(),
                        room.clock().instant().plusSeconds(60))
                .confirmedBy(new MacKey(room.kms(), ResumesRoom.GRANT_KEY));
    }
}

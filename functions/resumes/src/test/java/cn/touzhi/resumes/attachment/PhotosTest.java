package cn.touzhi.resumes.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.attachment.ObjectKeys;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sees a photo stands in {@code ViewSecrecyTest}. */
@DisplayName("Clause 2.1.2: a photo")
class PhotosTest {
    private static final String FILES = "permission-storage";
    private static final String PHOTO = "resume-photo";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone owner = Someone.named('A');
    private ResumesRoom room;

    @BeforeEach
    void permitted() {
        room = ResumesRoom.empty(dynamo);
        room.consents(owner, FILES, PHOTO);
    }

    @Test
    @Clause("10")
    @DisplayName("is not even uploaded without the consent to it, and is a picture")
    void announced() {
        room.consents(owner, FILES);
        assertThat(room.announcesPhoto(owner, "me.jpg", "image/jpeg")
                        .isProblem(403, "consent-required")
                        .text("purpose"))
                .isEqualTo(PHOTO);
        room.consents(owner, PHOTO);
        assertThat(room.announcesPhoto(owner, "me.jpg", "image/jpeg")
                        .isProblem(403, "consent-required")
                        .text("purpose"))
                .isEqualTo(FILES);

        room.consents(owner, FILES, PHOTO);
        JsonNode problem = room.announcesPhoto(owner, "me.pdf", "application/pdf")
                .isProblem(400, "malformed-request")
                .json();
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/mediaType");
        String photo = room.announcesPhoto(owner, "me.png", "image/png").is(201).text("id");
        assertThat(attachment(photo).is(200).json().path("photo").asBoolean()).isTrue();
    }

    @Test
    @Clause("10")
    @DisplayName("stands in a place of its own in a resume, where nothing else stands")
    void placed() {
        String photo = room.attachesPhoto(owner);
        String file = room.attaches(owner, "a.png", "image/png");
        String swapped = room.begins(
                owner,
                ResumeText.complete()
                        .with("attachments", "[\"" + photo + "\"]")
                        .disclosing("photo", "\"" + file + "\""));
        String right = room.begins(
                owner,
                ResumeText.complete()
                        .with("attachments", "[\"" + file + "\"]")
                        .disclosing("photo", "\"" + photo + "\""));

        JsonNode problem = room.freezes(owner, swapped)
                .isProblem(409, "attachment-not-clean")
                .json();

        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asText())
                .containsExactly("/fields/attachments/0", "/sensitive/photo");
        room.freezes(owner, right).is(201);
        assertThat(room.sees(owner, right).json().path("masked").toString()).isEqualTo("[\"photo\"]");
        assertThat(room.sees(owner, right, "photo")
                        .json()
                        .at("/sensitive/photo")
                        .asText())
                .isEqualTo(photo);
    }

    @Test
    @Clause("10")
    @DisplayName(
            "goes with the consent to it: the file in all its forms, its name, and where resumes and versions name it")
    void withdrawn() {
        String photo = room.attachesPhoto(owner);
        room.bucket().put(ObjectKeys.uploaded(owner.subject(), photo), "image/jpeg", new byte[] {1});
        String file = room.attaches(owner, "a.png", "image/png");
        String resume = room.begins(owner, named(photo));
        room.freezes(owner, resume).is(201);

        room.consents(owner, FILES);

        assertThat(room.bucket().keys()).hasSize(2).allMatch(key -> key.startsWith(ObjectKeys.cleanOf(file)));
        attachment(photo).isProblem(404, "no-such-thing");
        attachment(file).is(200);
        assertThat(room.sees(owner, resume).json().path("masked")).isEmpty();
        assertThat(dynamo.items(ResumesTable.NAME)).noneMatch(item -> item.containsKey("photo"));
        room.freezes(owner, resume).is(201);
    }

    @Test
    @DisplayName(
            "whose consent is withdrawn is read by nobody from then on, though its file could not be taken away yet")
    void interrupted() {
        String photo = room.attachesPhoto(owner);
        room.bucket().beforeDeleting(bucket -> {
            throw new IllegalStateException("the store is away");
        });

        Event withdrawal = room.consents(owner, FILES);

        assertThat(attachment(photo).is(200).json().path("state").asText()).isEqualTo("refused");
        assertThat(attachment(photo).is(200).json().path("reason").asText()).isEqualTo("consent-withdrawn");
        assertThat(room.bucket().keys()).hasSize(2);
        room.consents(owner, FILES, PHOTO);
        assertThat(room.hears(withdrawal)).isTrue();
        assertThat(room.bucket().keys()).isEmpty();
        attachment(photo).isProblem(404, "no-such-thing");
    }

    @Test
    @DisplayName("that was uploaded after the consent was given again stays, whatever comes late")
    void givenAgain() {
        Event withdrawal = room.consents(owner, FILES);
        room.consents(owner, FILES, PHOTO);
        String photo = room.attachesPhoto(owner);

        assertThat(room.hears(withdrawal)).isTrue();

        assertThat(attachment(photo).is(200).json().path("state").asText()).isEqualTo("clean");
        assertThat(room.bucket().keys()).hasSize(2);
    }

    @Test
    @DisplayName("that is found to be harmless after the consent to it was withdrawn is taken away too")
    void late() {
        String photo =
                room.announcesPhoto(owner, "me.jpg", "image/jpeg").is(201).text("id");
        room.consents(owner, FILES);

        room.isClean(owner, photo, "U".repeat(22));

        assertThat(room.bucket().keys()).isEmpty();
        attachment(photo).isProblem(404, "no-such-thing");
    }

    private Answer attachment(String id) {
        return room.call(owner, "GET", "/v1/attachments/" + id).send();
    }

    private static ResumeText named(String photo) {
        return ResumeText.complete().disclosing("photo", "\"" + photo + "\"");
    }
}

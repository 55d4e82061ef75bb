package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files, from the form that a browser posts to the employer who reads them, over all functions and a real store. */
@ExtendWith(RunningCloud.class)
@DisplayName("Clause 2.1.2 (duty 11): an attachment")
class AttachmentsIT {
    private static final String NAME = "李小明的简历.pdf";

    private final World world;
    private final Privacy privacy;
    private final Attaching attaching;
    private final Seeking seeking;
    private final Hiring hiring;

    AttachmentsIT(World world, Deployer deployer, Privacy privacy) {
        this.world = world;
        this.privacy = privacy;
        this.attaching = new Attaching(world);
        this.seeking = new Seeking(world);
        this.hiring = new Hiring(world, deployer);
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @Clause("11")
    @DisplayName(
            "is uploaded by a form or by PUT, checked, and read again as it was, under a key that says nothing of it")
    void uploaded() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.pdf("harmless");
        JsonNode form = attaching.announces(seeker, NAME, Attaching.PDF, file);
        JsonNode put = attaching.announces(seeker, NAME, Attaching.PDF, file);

        assertThat(attaching.posts(form, file, Map.of())).isEqualTo(201);
        assertThat(attaching.puts(put, file)).isEqualTo(200);

        for (JsonNode announced : List.of(form, put)) {
            JsonNode seen = attaching.checked(seeker, announced.path("id").asText());
            assertThat(seen.path("state").asText()).as(seen.toString()).isEqualTo("clean");
            HttpResponse<byte[]> read = attaching.follows(seen.path("file").asText());
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.body()).isEqualTo(file);
            assertThat(read.headers().firstValue("content-disposition").orElseThrow())
                    .startsWith("attachment;")
                    .contains("filename*=UTF-8''%E6%9D%8E%E5%B0%8F%E6%98%8E");
        }
        world.drain();
        assertThat(objects()).isNotEmpty().allMatch(key -> key.matches("[a-z]+/clean/[A-Za-z0-9_/-]+"));
        assertThat(world.stores("item")).noneMatch(line -> line.toString().contains("李小明的简历"));
    }

    @Test
    @Clause("11")
    @DisplayName("that is a picture loses where it was taken, and has a thumbnail")
    void picture() throws IOException {
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.jpegWithPlace();

        String id = attaching.attaches(seeker, "证书.jpg", "image/jpeg", file);

        JsonNode seen = expect(200, attaching.sees(seeker, id)).body();
        byte[] stored = attaching.follows(seen.path("file").asText()).body();
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("GPS-HERE");
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("GPS-HERE", "Exif");
        assertThat(ImageIO.read(new ByteArrayInputStream(attaching
                                .follows(seen.path("thumbnail").asText())
                                .body()))
                        .getWidth())
                .isEqualTo(256);
    }

    @Test
    @Clause("11")
    @DisplayName("is nothing but what was announced: another size, kind, key or content is not taken by the store")
    void forged() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.pdf("harmless");
        JsonNode announced = attaching.announces(seeker, NAME, Attaching.PDF, file);
        byte[] longer = new byte[file.length + 1];
        byte[] other = file.clone();
        other[20] ^= 1;

        assertThat(attaching.posts(announced, longer, Map.of())).isEqualTo(400);
        assertThat(attaching.posts(announced, other, Map.of())).isEqualTo(400);
        for (Map<String, String> changed : List.of(
                Map.of("Content-Type", "text/html"),
                Map.of("key", "clean/" + "A".repeat(22) + "/x/file"),
                Map.of("x-amz-meta-more", "x"),
                Map.of("tagging", "<Tagging/>"),
                Map.of("x-amz-signature", "0".repeat(64)))) {
            assertThat(attaching.posts(announced, file, changed))
                    .as(changed.toString())
                    .isEqualTo(403);
        }
        world.advance(Duration.ofMinutes(6));
        assertThat(attaching.posts(announced, file, Map.of())).isEqualTo(403);
        assertThat(attaching.puts(announced, file)).isEqualTo(403);
        assertThat(expect(
                                200,
                                attaching.sees(
                                        seeker.refreshes(), announced.path("id").asText()))
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("pending");
    }

    @Test
    @Clause("11")
    @DisplayName("that is something else, does something or is known for malware, is refused with the reason and gone")
    void refused() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        Map<String, byte[]> hostile = Map.of(
                "type-mismatch", "<html>hello</html>".getBytes(StandardCharsets.UTF_8),
                "executable", "MZ\u0090\u0000\u0003".getBytes(StandardCharsets.ISO_8859_1),
                "active-content", Attaching.pdf("x", "/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>"),
                "malware",
                        ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
                                .getBytes(StandardCharsets.US_ASCII));

        hostile.forEach((reason, file) -> {
            JsonNode announced = attaching.announces(seeker, "a.pdf", Attaching.PDF, file);
            assertThat(attaching.posts(announced, file, Map.of())).isEqualTo(201);
            JsonNode seen = attaching.checked(seeker, announced.path("id").asText());
            assertThat(seen.path("state").asText()).as(reason).isEqualTo("refused");
            assertThat(seen.path("reason").asText()).isEqualTo(reason);
            world.drain();
            assertThat(objects()).noneMatch(key -> key.contains(seeker.account()));
        });
    }

    @Test
    @Clause({"11", "37"})
    @DisplayName(
            "goes with the resume that names it, is read by that employer alone, and not any more once it is withdrawn")
    void submitted() {
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.pdf("harmless");
        String id = attaching.attaches(seeker, NAME, Attaching.PDF, file);
        ObjectNode resume = Seeking.resume();
        resume.withObjectProperty("fields").putArray("attachments").add(id);
        String application = seeking.applies(seeker, seeking.begins(seeker, resume), hiring.posts(owner, employer));

        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));
        Answer seen = expect(200, hiring.looks(owner, granted));
        String link = expect(200, views(owner, granted, id)).body().path("file").asText();

        assertThat(seen.body().at("/files/0/name").asText()).isEqualTo(NAME);
        assertThat(attaching.follows(link).body()).isEqualTo(file);
        assertThat(link).doesNotContain(seeker.account());
        expect(403, views(world.aVisitorWithPhone().registers(), granted, id));
        expect(200, seeking.moves(seeker, application, "withdraw"));
        world.advance(Duration.ofSeconds(6));
        assertThat(attaching.follows(link).statusCode()).isEqualTo(403);
        world.drain();
        expect(403, views(owner, granted, id));
    }

    @Test
    @Clause({"10", "11"})
    @DisplayName("that is a photo is seen where it was released, without its place, and is gone with the consent to it")
    void photo() {
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        Visitor seeker = world.aVisitorWithPhone().registers();
        String id = attaching.attachesPhoto(seeker);
        ObjectNode body = Seeking.resume();
        body.putObject("sensitive").put("photo", id);
        String resume = seeking.begins(seeker, body);
        String without = seeking.applies(seeker, resume, hiring.posts(owner, employer));
        String with = seeking.applies(seeker, resume, hiring.posts(owner, employer), "photo");

        Answer kept = expect(200, hiring.asksToLook(owner, employer, without));
        Answer released = expect(200, hiring.asksToLook(owner, employer, with));
        assertThat(expect(200, hiring.looks(owner, kept)).text()).doesNotContain(id);
        expect(404, views(owner, kept, id));
        assertThat(expect(200, hiring.looks(owner, released))
                        .body()
                        .at("/sensitive/photo")
                        .asText())
                .isEqualTo(id);
        byte[] read = attaching
                .follows(expect(200, views(owner, released, id))
                        .body()
                        .path("file")
                        .asText())
                .body();
        assertThat(new String(read, StandardCharsets.ISO_8859_1)).doesNotContain("GPS-HERE", "Exif");

        expect(200, seeker.withdraws("resume-photo"));
        world.drain();

        expect(404, views(owner, released, id));
        assertThat(expect(200, hiring.looks(owner, released)).text()).doesNotContain(id);
        assertThat(objects()).noneMatch(key -> key.contains(id));
    }

    @Test
    @Clause({"11", "71"})
    @DisplayName("of somebody who is erased is gone in every version, also what they upload meanwhile and afterwards")
    void erased() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.pdf("harmless");
        String clean = attaching.attaches(seeker, NAME, Attaching.PDF, file);
        JsonNode late = attaching.announces(seeker, NAME, Attaching.PDF, file);
        assertThat(objects()).anyMatch(key -> key.contains(clean));

        privacy.ordersErasure(seeker.account());
        world.drain();
        assertThat(attaching.posts(late, file, Map.of())).isEqualTo(201);
        world.drain();

        world.await(() -> assertThat(objects())
                .noneMatch(key -> key.contains(clean)
                        || key.contains(late.path("id").asText())
                        || key.contains(seeker.account())));
    }

    @Test
    @DisplayName("is checked all the same where the function that checks dies before it has told what it found")
    void killed() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        byte[] file = Attaching.pdf("harmless");
        JsonNode announced = attaching.announces(seeker, NAME, Attaching.PDF, file);
        world.fail("AttachmentsFunction", "sqs", "SendMessage", "refuse", 3);

        assertThat(attaching.posts(announced, file, Map.of())).isEqualTo(201);

        assertThat(attaching
                        .checked(seeker, announced.path("id").asText())
                        .path("state")
                        .asText())
                .isEqualTo("clean");
    }

    private Answer views(Visitor member, Answer granted, String attachment) {
        return world.http()
                .post(
                        "/v1/attachment-views",
                        Map.of("grant", granted.body().path("grant").asText(), "attachment", attachment),
                        member.authorized());
    }

    /** Keys of all objects and versions. */
    private List<String> objects() {
        return Stream.of("object", "version")
                .flatMap(kind -> world.stores(kind).stream())
                .map(line -> line.path("key").asText())
                .toList();
    }
}

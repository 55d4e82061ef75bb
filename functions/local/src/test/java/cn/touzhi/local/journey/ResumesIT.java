package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Resumes and the consents that they stand on, over all functions. */
@ExtendWith(RunningCloud.class)
@DisplayName("A resume")
class ResumesIT {
    /** What a withdrawal may take to hold everywhere. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    private final World world;
    private final Seeking seeking;

    ResumesIT(World world) {
        this.world = world;
        this.seeking = new Seeking(world);
    }

    @Test
    @DisplayName("is begun, read, changed, frozen and taken away by its owner, and lies nowhere in readable form")
    void ofItsOwner() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        String id = seeking.begins(seeker, Seeking.resume());
        Answer read = expect(200, world.http().get("/v1/resumes/" + id, seeker.authorized()));
        Map<String, String> headers = new HashMap<>(seeker.authorized());
        headers.put("if-match", read.header("etag").orElseThrow());

        expect(200, world.http().put("/v1/resumes/" + id, Seeking.resume(), headers));
        assertThat(seeking.freezes(seeker, id).body().path("receipt").asText()).contains(".");
        assertThat(world.stores("item")).noneMatch(line -> line.toString().contains(Seeking.NAME));
        expect(204, world.http().delete("/v1/resumes/" + id, seeker.authorized()));
        expect(404, world.http().get("/v1/resumes/" + id, seeker.authorized()));
    }

    @Test
    @Clause("10")
    @DisplayName("takes sensitive data by its own consent alone, and loses it within five seconds of a withdrawal")
    void consents() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        expect(403, world.http().post("/v1/resumes", Seeking.disclosing(), Seeking.once(seeker)));
        String id = seeking.disclosesAll(seeker);

        expect(200, seeker.withdraws("resume-health"));

        Instant until = Instant.now().plus(EVERYWHERE);
        String revealed = "/v1/resumes/" + id + "?reveal=health,body";
        Answer now = expect(200, world.http().get(revealed, seeker.authorized()));
        while (now.body().path("sensitive").has("health")) {
            assertThat(Instant.now()).as("within five seconds").isBefore(until);
            now = expect(200, world.http().get(revealed, seeker.authorized()));
        }
        assertThat(now.body().at("/sensitive/heightCm").asInt()).isEqualTo(172);
    }

    @Test
    @Clause("10")
    @DisplayName("shows what is sensitive where that is asked for by name, and loses none of it by a merge patch")
    void masked() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        String path = "/v1/resumes/" + seeking.disclosesAll(seeker);
        Answer read = expect(200, world.http().get(path, seeker.authorized()));
        Map<String, String> headers = new HashMap<>(seeker.authorized());
        headers.put("if-match", read.header("etag").orElseThrow());

        Answer changed = expect(200, world.http().patch(path, "{\"fields\":{\"title\":\"架构师\"}}", headers));

        assertThat(read.body().path("sensitive")).isEmpty();
        assertThat(changed.body().path("sensitive")).isEmpty();
        assertThat(changed.body().at("/fields/title").asText()).isEqualTo("架构师");
        Answer revealed = expect(200, world.http().get(path + "?reveal=health&reveal=body", seeker.authorized()));
        assertThat(revealed.body().at("/sensitive/health").asText()).isEqualTo("1");
        assertThat(revealed.body().at("/sensitive/heightCm").asInt()).isEqualTo(172);
        assertThat(revealed.body().path("sensitive").has("ethnicGroup")).isFalse();
    }

    @Test
    @DisplayName("can't be looked at by anybody without a grant of applications")
    void noGrant() {
        Visitor somebody = world.aVisitorWithPhone().registers();
        String forged = "e30aaaaaaaaa." + "A".repeat(43);

        Answer refused =
                expect(403, world.http().post("/v1/resume-views", Map.of("grant", forged), somebody.authorized()));

        assertThat(refused.body().path("type").asText()).isEqualTo("/problems/no-grant");
    }
}

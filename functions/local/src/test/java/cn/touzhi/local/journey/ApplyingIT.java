package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a resume and a job to an offer, over all functions. */
@ExtendWith(RunningCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whoever submits a resume")
class ApplyingIT {
    /** What a withdrawal may take to hold everywhere. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    private final World world;
    private final Hiring hiring;
    private final Seeking seeking;
    private final Privacy privacy;
    private Visitor owner;
    private Visitor seeker;
    private String employer;
    private String resume;

    ApplyingIT(World world, Deployer deployer, Privacy privacy) {
        this.world = world;
        this.hiring = new Hiring(world, deployer);
        this.seeking = new Seeking(world);
        this.privacy = privacy;
    }

    @BeforeAll
    void somebodyWhoHiresAndSomebodyWhoSeeks() {
        owner = world.aVisitorWithPhone().registers();
        employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        seeker = world.aVisitorWithPhone().registers();
        resume = seeking.disclosesAll(seeker);
    }

    @Test
    @Clause("37")
    @DisplayName("is seen by that employer alone, as far as they released it, sees who looked, and gets an offer")
    void hired() {
        String job = hiring.posts(owner, employer);
        String application = seeking.applies(seeker, resume, job, "health");
        JsonNode list = world.http()
                .get("/v1/employers/" + employer + "/applications", owner.authorized())
                .body();
        assertThat(list.toString()).contains(application).doesNotContain(Seeking.NAME, seeker.account());

        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));
        Answer seen = expect(200, hiring.looks(owner, granted));

        assertThat(seen.body().at("/fields/name").asText()).isEqualTo(Seeking.NAME);
        assertThat(seen.body().at("/sensitive/health").asText()).isEqualTo("1");
        assertThat(seen.body().path("sensitive").has("ethnicGroup")).isFalse();
        assertThat(seen.text()).doesNotContain(seeker.account(), resume);
        Visitor stranger = world.aVisitorWithPhone().registers();
        expect(403, hiring.looks(stranger, granted));
        expect(404, hiring.asksToLook(stranger, employer, application));
        JsonNode disclosure =
                world.http().get("/v1/disclosures", seeker.authorized()).body().at("/disclosures/0");
        assertThat(disclosure.path("version")).isEqualTo(seen.body().path("version"));
        assertThat(disclosure.path("looks").asInt()).isEqualTo(1);

        expect(200, hiring.handles(owner, employer, application, Map.of("move", "shortlist")));
        Instant day = world.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        expect(200, hiring.proposes(owner, employer, application, day));
        JsonNode invited = expect(200, world.http().get("/v1/applications/" + application, seeker.authorized()))
                .body();
        assertThat(invited.at("/interview/place").asText()).isEqualTo(Hiring.PLACE);
        assertThat(invited.at("/application/stage/chinese").asText()).isEqualTo("邀请面试");
        Answer entry =
                expect(200, world.http().get("/v1/applications/" + application + "/interview", seeker.authorized()));
        assertThat(entry.text()).startsWith("BEGIN:VCALENDAR").contains("STATUS:TENTATIVE");
        expect(200, seeking.accepts(seeker, application, day));
        expect(200, hiring.handles(owner, employer, application, Map.of("move", "interview")));
        expect(200, hiring.handles(owner, employer, application, Map.of("move", "offer")));
        expect(200, seeking.moves(seeker, application, "accept-offer"));
        assertThat(world.stores("item")).noneMatch(line -> line.toString().contains(Seeking.NAME));
        assertThat(world.stores("item")).noneMatch(line -> line.toString().contains(Hiring.PLACE));
    }

    @Test
    @DisplayName("and is rejected is looked at no more, and again where the employer thinks again within 30 days")
    void reconsidered() {
        String application = seeking.applies(seeker, resume, hiring.posts(owner, employer));
        expect(200, hiring.handles(owner, employer, application, Map.of("move", "reject", "reason", "skills")));
        world.drain();
        expect(409, hiring.asksToLook(owner, employer, application));

        expect(200, hiring.handles(owner, employer, application, Map.of("move", "reconsider")));
        world.drain();

        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));
        assertThat(expect(200, hiring.looks(owner, granted))
                        .body()
                        .at("/fields/name")
                        .asText())
                .isEqualTo(Seeking.NAME);
    }

    @Test
    @DisplayName("and withdraws, closes the employer's view at once, and what was granted within five seconds")
    void withdrawn() {
        String application = seeking.applies(seeker, resume, hiring.posts(owner, employer));
        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));
        expect(200, hiring.looks(owner, granted));

        expect(200, seeking.moves(seeker, application, "withdraw"));

        expect(409, hiring.asksToLook(owner, employer, application));
        Instant until = Instant.now().plus(EVERYWHERE);
        while (hiring.looks(owner, granted).status() == 200) {
            assertThat(Instant.now()).as("within five seconds").isBefore(until);
        }
        expect(403, hiring.looks(owner, granted));
    }

    @Test
    @DisplayName("to a job that is closed then is told so, and nobody looks any more")
    void closed() {
        String job = hiring.posts(owner, employer);
        String application = seeking.applies(seeker, resume, job);

        expect(200, hiring.moves(owner, employer, job, "closed"));
        world.drain();

        assertThat(stateOf(application)).isEqualTo("closed");
        expect(409, hiring.asksToLook(owner, employer, application));
    }

    @Test
    @DisplayName("to an employer that is suspended then is told so, and stays unseen when it is verified again")
    void suspended() {
        Visitor theirs = world.aVisitorWithPhone().registers();
        Visitor staff = hiring.staff();
        String another = hiring.registers(theirs);
        hiring.isVerified(theirs, another, staff);
        String application = seeking.applies(seeker, resume, hiring.posts(theirs, another));

        expect(200, hiring.decides(staff, another, "suspended", "complaints"));
        world.drain();

        assertThat(stateOf(application)).isEqualTo("closed");
        expect(409, hiring.asksToLook(theirs, another, application));
        expect(200, hiring.decides(staff, another, "verified", "documents-match"));
        world.drain();
        expect(409, hiring.asksToLook(theirs, another, application));
    }

    @Test
    @DisplayName("to an employer whose last owner is erased is told so, and nobody looks any more")
    void ownerErased() {
        Visitor theirs = world.aVisitorWithPhone().registers();
        String another = hiring.registers(theirs);
        hiring.isVerified(theirs, another, hiring.staff());
        String application = seeking.applies(seeker, resume, hiring.posts(theirs, another));

        privacy.ordersErasure(theirs.account());
        world.drain();

        assertThat(stateOf(application)).isEqualTo("closed");
    }

    @Test
    @DisplayName("and takes the resume away is still followed by what was submitted, until they withdraw that")
    void resumeDeleted() {
        String another = seeking.begins(seeker, Seeking.resume());
        String application = seeking.applies(seeker, another, hiring.posts(owner, employer));

        expect(204, world.http().delete("/v1/resumes/" + another, seeker.authorized()));
        world.drain();

        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));
        expect(200, hiring.looks(owner, granted));
        expect(200, seeking.moves(seeker, application, "withdraw"));
        world.drain();
        expect(403, hiring.looks(owner, granted));
    }

    @Test
    @Clause("56")
    @DisplayName("and is erased leaves nothing with the employer either")
    void erased() {
        Visitor somebody = world.aVisitorWithPhone().registers();
        String theirs = seeking.begins(somebody, Seeking.resume());
        String application = seeking.applies(somebody, theirs, hiring.posts(owner, employer));
        Answer granted = expect(200, hiring.asksToLook(owner, employer, application));

        privacy.ordersErasure(somebody.account());
        world.drain();

        expect(403, hiring.looks(owner, granted));
        expect(404, hiring.asksToLook(owner, employer, application));
        assertThat(world.keys())
                .filteredOn(key -> key.contains(application))
                .as("but for what the law keeps, sealed from every room")
                .containsExactly("HeldTable: SUBJECT#" + somebody.account() + "/APPLICATION#" + application);
    }

    private String stateOf(String application) {
        return world.http()
                .get("/v1/applications/" + application, seeker.authorized())
                .body()
                .at("/application/state")
                .asText();
    }
}

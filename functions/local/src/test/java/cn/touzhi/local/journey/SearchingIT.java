package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searching resumes, over all functions. */
@ExtendWith(RunningCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whoever makes a resume public")
class SearchingIT {
    /** Nobody else's in this run wants to work there. */
    private static final Map<String, String> HERE = Map.of("category", "0101", "city", "230400");

    private final World world;
    private final Hiring hiring;
    private final Seeking seeking;
    private final Privacy privacy;
    private Visitor owner;
    private String employer;

    SearchingIT(World world, Deployer deployer, Privacy privacy) {
        this.world = world;
        this.hiring = new Hiring(world, deployer);
        this.seeking = new Seeking(world);
        this.privacy = privacy;
    }

    @BeforeAll
    void anEmployerWithAnOpenPosting() {
        owner = world.aVisitorWithPhone().registers();
        employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        hiring.posts(owner, employer);
        // the other room hears of both a moment later
        world.await(() -> expect(200, hiring.searches(owner, employer, HERE)));
    }

    @Test
    @Clause({"38", "47"})
    @DisplayName("is found without who they are, until they say otherwise, which holds at once")
    void found() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        String resume = seeking.begins(seeker, Seeking.resumeIn("230400"));
        assertThat(found(owner, employer)).isEmpty();

        expect(200, seeking.shows(seeker, resume, "public"));

        JsonNode cards = found(owner, employer);
        assertThat(cards).hasSize(1);
        assertThat(cards.toString()).doesNotContain(Seeking.NAME, seeker.account(), resume, seeker.address());
        expect(200, seeking.shows(seeker, resume, "public", employer));
        assertThat(found(owner, employer)).isEmpty();
        expect(200, seeking.shows(seeker, resume, "public"));
        assertThat(found(owner, employer)).hasSize(1);
        expect(200, seeking.shows(seeker, resume, "confidential"));
        assertThat(found(owner, employer)).isEmpty();
    }

    @Test
    @Clause("56")
    @DisplayName("is found no more once they are erased, nor is anything left by which they were")
    void erased() {
        Visitor seeker = world.aVisitorWithPhone().registers();
        String resume = seeking.begins(seeker, Seeking.resumeIn("230400"));
        expect(200, seeking.shows(seeker, resume, "public"));
        assertThat(found(owner, employer)).hasSize(1);

        privacy.ordersErasure(seeker.account());
        world.drain();

        assertThat(found(owner, employer)).isEmpty();
        assertThat(world.keys()).noneMatch(key -> key.contains(resume));
    }

    @Test
    @Clause("37")
    @DisplayName("is looked for by nobody whose employer is not verified, or has nothing to offer")
    void notByAnybody() {
        Visitor stranger = world.aVisitorWithPhone().registers();
        String theirs = hiring.registers(stranger);
        world.drain();
        expect(404, hiring.searches(stranger, employer, HERE));
        expect(409, hiring.searches(stranger, theirs, HERE));

        hiring.isVerified(stranger, theirs, hiring.staff());
        world.drain();
        expect(409, hiring.searches(stranger, theirs, HERE));
        String job = hiring.posts(stranger, theirs);
        world.await(() -> expect(200, hiring.searches(stranger, theirs, HERE)));
        expect(200, hiring.moves(stranger, theirs, job, "closed"));
        world.drain();
        expect(409, hiring.searches(stranger, theirs, HERE));
    }

    private JsonNode found(Visitor member, String of) {
        return expect(200, hiring.searches(member, of, HERE)).body().path("resumes");
    }
}

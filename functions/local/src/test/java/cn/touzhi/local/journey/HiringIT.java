package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an employer's registration to a posting that anybody reads, over all functions. */
@ExtendWith(RunningCloud.class)
@DisplayName("An employer")
class HiringIT {
    private final World world;
    private final Hiring hiring;
    private final Privacy privacy;

    HiringIT(World world, Deployer deployer, Privacy privacy) {
        this.world = world;
        this.hiring = new Hiring(world, deployer);
        this.privacy = privacy;
    }

    @Test
    @Clause("6")
    @DisplayName(
            "that staff verified posts a job, which anybody reads without being anyone, and which leaves nothing behind")
    void posts() {
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        String job = hiring.posts(owner, employer);
        world.drain();
        Set<String> before = world.keys();

        Answer seen = expect(200, world.http().get("/v1/jobs/" + job, Map.of()));
        Answer list = expect(200, world.http().get("/v1/jobs?category=0101&place=530100", Map.of()));

        assertThat(seen.text()).contains("\"@type\":\"JobPosting\"").doesNotContain(owner.account());
        assertThat(list.text()).contains(job).doesNotContain(owner.account());
        world.drain();
        assertThat(world.keysAddedTo(before)).isEmpty();
    }

    @Test
    @DisplayName("that staff suspended is out of the lists with all it posted, by itself")
    void suspended() {
        Visitor owner = world.aVisitorWithPhone().registers();
        Visitor staff = hiring.staff();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, staff);
        String job = hiring.posts(owner, employer);

        expect(200, hiring.decides(staff, employer, "suspended", "false-postings"));
        world.drain();

        expect(404, world.http().get("/v1/jobs/" + job, Map.of()));
        assertThat(world.http().get("/v1/jobs", Map.of()).text()).doesNotContain(job);
    }

    @Test
    @DisplayName("whose last owner is erased is suspended, keeps no word of them, and has nothing open any more")
    void ownerErased() {
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        String job = hiring.posts(owner, employer);
        world.drain();

        privacy.ordersErasure(owner.account());
        world.drain();

        expect(404, world.http().get("/v1/jobs/" + job, Map.of()));
        assertThat(world.stores("item"))
                .filteredOn(line -> line.path("store").asText().equals("JobsTable")
                        && line.toString().contains(owner.account()))
                .singleElement()
                .satisfies(line -> assertThat(line.path("key").asText()).endsWith("/FENCE"));
    }

    @Test
    @DisplayName("is decided on by nobody but staff")
    void staffOnly() {
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        expect(200, world.http().post("/v1/employers/" + employer + "/submission", "{}", owner.authorized()));

        expect(403, hiring.decides(owner, employer, "verified", "documents-match"));
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Clause("64")
@ExtendWith(RunningCloud.class)
@DisplayName("Staff, by way of the deployer,")
class StaffIT {
    private final World world;
    private final Deployer deployer;

    StaffIT(World world, Deployer deployer) {
        this.world = world;
        this.deployer = deployer;
    }

    @Test
    @DisplayName("grants the scope to whom nobody had granted it; old tokens are refused, the next session has it")
    void scope() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        assertThat(session(visitor).path("staff").asBoolean())
                .as("staff by default")
                .isFalse();

        deployer.does(Deployer.act("grant-staff", visitor.account()));

        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).status()).isEqualTo(401);
        visitor.signsIn();
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(200);
        assertThat(session(visitor).path("staff").asBoolean()).isTrue();

        deployer.does(Deployer.act("take-staff", visitor.account()));

        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
        assertThat(session(visitor.signsIn()).path("staff").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("opens a frozen account after its owner's 24 hours, once however often it is asked")
    void unfreezes() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        deployer.freezes(visitor.account(), world.now());
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).status()).isEqualTo(401);
        ObjectNode unfreeze = Deployer.act("unfreeze", visitor.account());
        assertThat(deployer.asks(unfreeze).path("refused").asText()).isEqualTo("too-early");

        world.advance(Duration.ofHours(24));
        JsonNode done = deployer.asks(unfreeze);

        assertThat(done.path("done").asText()).isEqualTo("unfreeze");
        assertThat(deployer.asks(unfreeze)).isEqualTo(done);
        assertThat(visitor.signsIn().asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("gives an account from a thief's number back to its owner's address, with a record that shows no word")
    void returns() {
        Visitor thief = world.aVisitorWithPhone().registers();
        Visitor owner = world.aVisitorWithEmail();
        deployer.freezes(thief.account(), world.now());
        world.advance(Duration.ofHours(24));

        deployer.does(Deployer.returning(thief.account(), "email", owner.address()));

        assertThat(owner.signsIn().account()).isEqualTo(thief.account());
        assertThat(thief.asksForCode().provesAddress().requestsSession().problem())
                .isEqualTo("no-account");
        List<JsonNode> records = items("ACCOUNT#" + thief.account() + "/ACT#");
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.path("act").asText()).isEqualTo("return");
            assertThat(record.path("by").asText()).isEqualTo("op-17");
        });
        world.drain();
        assertThat(world.stores().toString()).doesNotContain("王芳", "passport");
    }

    private JsonNode session(Visitor visitor) {
        return items("ACCOUNT#" + visitor.account() + "/SESSION#" + visitor.session())
                .getFirst();
    }

    private List<JsonNode> items(String prefix) {
        return world.stores("item").stream()
                .filter(line -> line.path("key").asText().startsWith(prefix))
                .map(line -> line.path("value"))
                .toList();
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@Clause("64")
@DisplayName("Whoever has two addresses")
class IdentitiesIT {
    private final World world;

    IdentitiesIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("gets an account back that a thief with the SIM has robbed of the other one, and hears of each step")
    void theft() {
        Visitor phone = world.aVisitorWithPhone().registers();
        Visitor email = world.aVisitorWithEmail();
        assertThat(phone.requestsIdentity(email.provesFor("identity")).problem())
                .isEqualTo("step-up-needed");
        phone.stepsUp();
        String added = phone.requestsIdentity(email.provesFor("identity"))
                .body()
                .path("id")
                .asText();
        assertThat(email.signsIn().account()).isEqualTo(phone.account());
        // who is told a day too late isn't told any more
        world.drain();
        world.advance(Duration.ofDays(8));

        Visitor thief = phone.onAnotherDevice().signsIn().stepsUp();
        assertThat(thief.requestsRemoval(added).status()).isEqualTo(204);
        assertThat(email.asksForCode().provesAddress().requestsSession().problem())
                .isEqualTo("address-removed");

        assertThat(email.requestsFreeze().status()).isEqualTo(200);
        assertThat(thief.asksWhoAmI().problem()).isEqualTo("session-ended");
        assertThat(thief.requestsRefresh(thief.refreshToken()).problem()).isEqualTo("session-ended");
        assertThat(email.requestsUndoOfRemoval().status()).isEqualTo(204);
        world.drain();
        assertThat(told(email)).as("of the thief's session and the removal").hasSize(2);
        assertThat(told(phone))
                .as("of the address added and its session, its removal, the freeze, the undoing")
                .hasSize(5)
                .allMatch(text -> text.contains("头职"));
        assertThat(told(email).toString()).doesNotContain(phone.address().substring(3));
        assertThat(told(phone).toString()).doesNotContain(email.address());

        world.advance(Duration.ofHours(2));
        assertThat(email.requestsUnfreezeWith(phone).status()).isEqualTo(204);
        assertThat(email.signsIn().account()).isEqualTo(phone.account());
        assertThat(email.listsIdentities().body().path("identities")).hasSize(2);
    }

    /** What came to somebody beside codes. */
    private List<String> told(Visitor visitor) {
        return world.messages(visitor.channel(), visitor.address()).stream()
                .map(message -> message.path("text").asText())
                .filter(text -> !text.matches("(?s).*(?<![0-9])[0-9]{6}(?![0-9]).*"))
                .toList();
    }
}

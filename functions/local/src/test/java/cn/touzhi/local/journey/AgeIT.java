package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@Clause("78c")
@DisplayName("Clause 9 (duty 78c): whoever is under 16")
class AgeIT {
    private final World world;

    AgeIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("is refused, and of the attempt nothing stays but keyed counters")
    void tooYoung() {
        LocalDate tomorrow16 = today().plusDays(1).minusYears(16);
        Set<String> before = world.keys();
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();

        Answer refused = visitor.requestsAccount(tomorrow16.toString());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("too-young");
        assertThat(visitor.requestsAccount("1990-05-17").problem()).isEqualTo("proof-not-usable");
        assertThat(visitor.seesVerification().status()).isEqualTo(404);
        world.drain();
        assertThat(world.keysAddedTo(before))
                .isNotEmpty()
                .allMatch(
                        AgeIT::isNobodysOwn,
                        "counts messages under a keyed digest or for a country, or is the key of the day");
        assertThat(world.stores())
                .noneSatisfy(line -> assertThat(line.toString()).contains(tomorrow16.toString()));
    }

    @Test
    @DisplayName("who is 16 or 17 is told that a guardian is needed")
    void guardian() {
        Set<String> before = world.keys();
        Visitor visitor = world.aVisitorWithEmail().asksForCode().provesAddress();

        Answer refused = visitor.requestsAccount(today().minusYears(16).toString());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("guardian-needed");
        assertThat(visitor.seesVerification().status()).isEqualTo(404);
        world.drain();
        assertThat(world.keysAddedTo(before)).allMatch(AgeIT::isNobodysOwn);
    }

    @Test
    @DisplayName("turns eighteen today is served")
    void eighteen() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();

        assertThat(visitor.requestsAccount(today().minusYears(18).toString()).status())
                .isEqualTo(201);
    }

    private static boolean isNobodysOwn(String key) {
        return key.matches("RegistrationTable: (ADDRESS#[^/]+/SENDS|(BLOCK|COUNTRY|CLIENT)#.+/(BLOCK|COUNTRY|CLIENT))")
                || key.matches("SubjectKeysTable: registration#DAY#[0-9-]+/KEY#1");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.now(), ZoneId.of("Asia/Shanghai"));
    }
}

package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningCloud.class)
@DisplayName("A person")
class RegistrationIT {
    private final World world;

    RegistrationIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("registers with a phone number, proven by a code that came by SMS")
    void bySms() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Answer me = visitor.asksWhoAmI();

        assertThat(me.status()).as(me.text()).isEqualTo(200);
        assertThat(me.body().path("id").asText()).isEqualTo(visitor.account());
        assertThat(me.body().path("acceptedPolicy").asInt()).isEqualTo(4);
        assertThat(me.body().path("identities").path(0).path("masked").asText())
                .contains("****")
                .doesNotContain(visitor.address());
    }

    @Test
    @DisplayName("registers with an e-mail address, proven by a code that came by e-mail")
    void byEmail() {
        Visitor visitor = world.aVisitorWithEmail().registers();

        assertThat(visitor.asksWhoAmI().status()).isEqualTo(200);
        assertThat(world.messages("email", visitor.address())
                        .getFirst()
                        .path("html")
                        .asText())
                .contains(visitor.readsCode());
    }

    @Test
    @DisplayName("who registers again is signed in, and told so")
    void again() {
        Visitor first = world.aVisitorWithPhone().registers();
        Visitor second = first.onAnotherDevice().asksForCode().provesAddress();

        Answer answer = second.requestsAccount("1990-05-17");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("created").asBoolean(true)).isFalse();
        assertThat(answer.body().path("account").path("id").asText()).isEqualTo(first.account());
        assertThat(first.asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("who has an account signs in on another device")
    void signsIn() {
        Visitor first = world.aVisitorWithEmail().registers();

        Visitor second = first.onAnotherDevice().signsIn();

        assertThat(second.asksWhoAmI().body().path("id").asText()).isEqualTo(first.account());
        assertThat(second.session()).isNotEqualTo(first.session());
    }

    @Test
    @DisplayName("who has no account is told only with the code in hand, and may register with the same proof")
    void noAccount() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();

        Answer refused = visitor.requestsSession();

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.problem()).isEqualTo("no-account");
        assertThat(visitor.requestsAccount("1990-05-17").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("who signs out is out at once, with every token")
    void signsOut() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Answer out = visitor.signsOut(visitor.session());

        assertThat(out.status()).as(out.text()).isEqualTo(204);
        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
        assertThat(visitor.asksWhoAmI().problem()).isEqualTo("session-ended");
        assertThat(visitor.requestsRefresh(visitor.refreshToken()).problem()).isEqualTo("session-ended");
    }

    @Test
    @DisplayName("can't end another person's session, nor learn whether it is there")
    void foreignSession() {
        Visitor one = world.aVisitorWithPhone().registers();
        Visitor other = world.aVisitorWithPhone().registers();

        Answer foreign = one.signsOut(other.session());
        Answer unknown = one.signsOut("AAAAAAAAAAAAAAAAAAAAAA");

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).isEqualTo(unknown.text());
        assertThat(other.asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("stays signed in past the access token's hour by refreshing")
    void anHourLater() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        world.advance(Duration.ofMinutes(61));

        assertThat(visitor.asksWhoAmI().status()).isEqualTo(401);
        assertThat(visitor.refreshes().asksWhoAmI().status()).isEqualTo(200);
    }

    @Test
    @Clause("1")
    @DisplayName("reads the policy that is in force, and any version by its number")
    void policy() {
        Answer current = world.http().get("/v1/policies/current", Map.of());
        Answer fourth = world.http().get("/v1/policies/4", Map.of());

        assertThat(current.status()).isEqualTo(200);
        assertThat(current.body().path("version").asInt()).isEqualTo(4);
        assertThat(current.body().path("date").asText()).isEqualTo("2021-06-09");
        assertThat(current.body().path("sha256").asText()).hasSize(64);
        assertThat(fourth.text()).isEqualTo(current.text());
        assertThat(world.http().get("/v1/policies/3", Map.of()).status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} is answered with {1} {2}")
    @CsvSource({
        "3, 409, policy-not-current",
        "5, 409, policy-not-current",
        "0, 400, malformed-request",
        "null, 400, malformed-request",
        "absent, 400, malformed-request"
    })
    @Clause("2")
    @DisplayName("who didn't accept the policy that is in force is refused, and nothing of the attempt is stored")
    void policyNotAccepted(String accepted, int status, String problem) {
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();
        world.drain();
        Set<String> before = world.keys();

        Answer refused = visitor.requestsAccountAccepting(accepted);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.problem()).isEqualTo(problem);
        world.drain();
        assertThat(world.keysAddedTo(before)).isEmpty();
        assertThat(visitor.requestsAccount("1990-05-17").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("went through the functions, the stream, the topic and the queue that the template declares")
    void everyByte() {
        world.aVisitorWithPhone().registers();

        assertThat(world.invocations("RegistrationFunction")).isNotEmpty();
        assertThat(world.invocations("RelayFunction")).anySatisfy(invocation -> {
            assertThat(invocation.path("source").asText()).contains("RegistrationTable");
            assertThat(invocation.path("calls").findValuesAsText("service")).contains("sns");
        });
        assertThat(world.invocations("SendingFunction"))
                .anySatisfy(invocation ->
                        assertThat(invocation.path("source").asText()).contains("SendingQueue"));
    }
}

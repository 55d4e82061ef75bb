package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningCloud.class)
@DisplayName("A registration whose one write")
class BrokenRegistrationIT {
    /** More than the function tries by itself. */
    private static final int ALWAYS = 100;

    private final World world;

    BrokenRegistrationIT(World world) {
        this.world = world;
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @ParameterizedTest(name = "{0}, {1} times")
    @CsvSource({"refuse, 1", "lose-answer, 1", "throttle, 1", "timeout, 1", "conflict, 1"})
    @DisplayName("fails in passing opens the account all the same")
    void inPassing(String effect, int times) {
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();
        Set<String> before = world.keys();
        world.fail("RegistrationFunction", "dynamodb", "TransactWriteItems", effect, times);

        Answer answer = visitor.requestsAccount("1990-05-17");

        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        assertIsOneAccount(visitor.remember(answer, answer.status()), before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"refuse, 503", "lose-answer, 503", "throttle, 503", "crash, 500"})
    @DisplayName("fails for good leaves nothing half-written, and what the client repeats ends with one account")
    void forGood(String effect, int status) {
        Visitor visitor =
                world.withDyingFunctions().aVisitorWithPhone().asksForCode().provesAddress();
        Set<String> before = world.keys();
        world.fail("RegistrationFunction", "dynamodb", "TransactWriteItems", effect, ALWAYS);

        Answer failed = visitor.requestsAccount("1990-05-17");
        world.heal();
        Answer repeated = visitor.requestsAccount("1990-05-17");

        assertThat(failed.status()).as(failed.text()).isEqualTo(status);
        assertThat(repeated.status()).as(repeated.text()).isIn(200, 201);
        assertIsOneAccount(visitor.remember(repeated, repeated.status()), before);
    }

    private void assertIsOneAccount(Visitor visitor, Set<String> before) {
        assertThat(visitor.asksWhoAmI().body().path("id").asText()).isEqualTo(visitor.account());
        String own = "RegistrationTable: ACCOUNT#" + visitor.account();
        assertThat(world.keysAddedTo(before))
                .filteredOn(key -> key.contains("ACCOUNT#"))
                .allMatch(key -> key.startsWith(own + "/"))
                .contains(own + "/ACCOUNT", own + "/SESSION#" + visitor.session(), own + "/ACCEPTANCE#0004");
        assertThat(world.keysAddedTo(before))
                .filteredOn(key -> key.startsWith("RegistrationTable: IDENTITY#"))
                .hasSize(1);
        assertThat(List.copyOf(world.keysAddedTo(before)))
                .filteredOn(key -> key.contains("#SUBJECT#"))
                .hasSize(1);
    }
}

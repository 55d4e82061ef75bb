package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The budget of each operation in round trips and write units, counted on the calls that really left the functions. */
@ExtendWith(RunningCloud.class)
@DisplayName("With its keys at hand, a function")
class BudgetIT {
    private final World world;
    private final Meter meter;

    BudgetIT(World world) {
        this.world = world;
        this.meter = new Meter(world);
    }

    @Test
    @DisplayName(
            "answers an asking for a code with four round trips, the first to read the breakers, and three write units")
    void asking() {
        Meter.Use cost = meter.of(
                List.of("RegistrationFunction"), () -> world.aVisitorWithPhone().asksForCode());

        // breakers, network, address, verification: a refusal by each takes nothing from the next, and leaves nothing
        // by which a twin could pass
        assertThat(cost.calls())
                .extracting(call -> call.path("operation").asText())
                .containsExactly("BatchGetItem", "UpdateItem", "UpdateItem", "PutItem");
        assertThat(cost.writeUnits()).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "checks a code with one round trip and one write unit, and tells two counters of a right one side by side")
    void checking() {
        List<String> front = List.of("RegistrationFunction");

        Meter.Use wrong = meter.of(front, this::asked, visitor -> visitor.tries(otherThan(visitor.readsCode())));
        Meter.Use right = meter.of(front, this::asked, visitor -> visitor.tries(visitor.readsCode()));

        assertThat(wrong.roundTrips()).isEqualTo(1);
        assertThat(wrong.writeUnits()).isEqualTo(1);
        assertThat(right.roundTrips()).isEqualTo(3);
        assertThat(right.writeUnits()).isEqualTo(3);
    }

    @Test
    @DisplayName("sends a code with four round trips, its block counted before its country, and four write units")
    void sending() {
        Meter.Use cost = meter.of(
                List.of("SendingFunction"),
                () -> world.aVisitorWithPhone().asksForCode().readsCode());

        // what a full block refuses must take nothing from the country
        assertThat(cost.roundTrips()).isEqualTo(4);
        assertThat(cost.writeUnits()).isEqualTo(4);
    }

    @Test
    @DisplayName("registers with two round trips, of which one transaction that alone writes")
    void registering() {
        Meter.Use cost = meter.of(
                List.of("RegistrationFunction"),
                () -> world.aVisitorWithPhone().asksForCode().provesAddress(),
                visitor -> visitor.requestsAccount("1990-05-17"));

        assertThat(cost.roundTrips()).isEqualTo(2);
        assertThat(cost.calls())
                .filteredOn(call -> call.path("writeUnits").asDouble() > 0)
                .extracting(call -> call.path("operation").asText())
                .containsExactly("TransactWriteItems");
    }

    @Test
    @DisplayName("refreshes with one round trip and four write units")
    void refreshing() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Meter.Use cost = meter.of(List.of("RegistrationFunction"), visitor::refreshes);

        assertThat(cost.roundTrips()).isEqualTo(1);
        assertThat(cost.writeUnits()).isEqualTo(4);
    }

    @Test
    @DisplayName("reads for a signed-in person with two requests at most and writes nothing")
    void reading() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Meter.Use cost = meter.of(List.of("RegistrationFunction"), visitor::asksWhoAmI);

        assertThat(cost.roundTrips()).isBetween(1, 2);
        assertThat(cost.writeUnits()).isZero();
    }

    @Test
    @DisplayName("notes a consent with two reads side by side and one transaction of six write units, and tells of it")
    void consenting() {
        Visitor visitor = world.aVisitorWithPhone().registers();

        Meter.Use cost = meter.of(
                List.of("PrivacyFunction"),
                () -> visitor.withdraws("resume-photo"),
                withdrawn -> visitor.gives("resume-photo"));

        assertThat(cost.calls())
                .extracting(call -> call.path("operation").asText())
                .containsExactlyInAnyOrder("Query", "GetItem", "TransactWriteItems");
        assertThat(cost.writeUnits()).isEqualTo(6);
    }

    private Visitor asked() {
        return world.aVisitorWithPhone().asksForCode();
    }

    private static String otherThan(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}

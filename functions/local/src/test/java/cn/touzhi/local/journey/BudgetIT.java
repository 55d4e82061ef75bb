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
    @DisplayName("answers an asking for a code with two round trips and three write units at most")
    void asking() {
        Meter.Use cost = meter.of(
                List.of("RegistrationFunction"), () -> world.aVisitorWithPhone().asksForCode());

        assertThat(cost.roundTrips()).isLessThanOrEqualTo(2);
        assertThat(cost.writeUnits()).isLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("checks a code, right or wrong, with one round trip and one write unit")
    void checking() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        String code = visitor.readsCode();

        Meter.Use wrong = meter.of(
                List.of("RegistrationFunction"), () -> visitor.tries(code.equals("000000") ? "000001" : "000000"));
        Meter.Use right = meter.of(List.of("RegistrationFunction"), () -> visitor.tries(code));

        assertThat(wrong.roundTrips()).isEqualTo(1);
        assertThat(wrong.writeUnits()).isEqualTo(1);
        assertThat(right.roundTrips()).isEqualTo(1);
        assertThat(right.writeUnits()).isEqualTo(1);
    }

    @Test
    @DisplayName("sends a code with three round trips and four write units at most")
    void sending() {
        Meter.Use cost = meter.of(
                List.of("SendingFunction"),
                () -> world.aVisitorWithPhone().asksForCode().readsCode());

        assertThat(cost.roundTrips()).isLessThanOrEqualTo(3);
        assertThat(cost.writeUnits()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("registers with two round trips, of which one transaction")
    void registering() {
        Meter.Use cost = meter.of(
                List.of("RegistrationFunction"),
                () -> world.aVisitorWithPhone().asksForCode().provesAddress(),
                visitor -> visitor.requestsAccount("1990-05-17"));

        assertThat(cost.roundTrips()).isLessThanOrEqualTo(2);
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

        assertThat(cost.roundTrips()).isLessThanOrEqualTo(2);
        assertThat(cost.writeUnits()).isZero();
    }
}

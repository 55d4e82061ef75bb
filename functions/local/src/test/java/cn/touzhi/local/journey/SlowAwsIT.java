package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCloud.class)
@DisplayName("While every call to DynamoDB takes almost the time of a try")
class SlowAwsIT {
    private final World world;

    SlowAwsIT(World world) {
        this.world = world;
    }

    @AfterEach
    void heal() {
        world.heal();
    }

    @Test
    @DisplayName("it is the function that says so, in time, and the same works once they are quick again")
    void answersInTime() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode().provesAddress();
        // keys are fetched again, which makes a call more for each of them
        world.advance(Duration.ofMinutes(6));
        world.fail(List.of(Map.of("function", "RegistrationFunction", "service", "dynamodb", "delayMillis", 2_400)));

        Answer slow = visitor.requestsAccount("1990-05-17");

        assertThat(slow.status()).as(slow.text()).isEqualTo(503);
        assertThat(slow.problem()).isEqualTo("try-again");
        assertThat(slow.header("retry-after")).contains("2");
        world.heal();
        visitor.remember(visitor.requestsAccount("1990-05-17"), 201);
    }
}

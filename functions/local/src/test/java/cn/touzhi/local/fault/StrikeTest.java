package cn.touzhi.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call")
class StrikeTest {
    private final Faults faults = new Faults();

    @Test
    @DisplayName("is hit by the first fault that is due, and counts for all that match it")
    void order() throws IOException {
        set("[{'skip':1,'times':1,'effect':'refuse'},{'skip':1,'effect':'throttle','delayMillis':5}]");

        assertThat(strike()).isEqualTo(Strike.NONE);
        assertThat(strike()).returns(Duration.ZERO, Strike::delay).returns(Optional.of(Effect.REFUSE), Strike::effect);
        assertThat(strike())
                .returns(Duration.ofMillis(5), Strike::delay)
                .returns(Optional.of(Effect.THROTTLE), Strike::effect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ses", "SES", "sesv2"})
    @DisplayName("belongs to a service by whichever name its client has")
    void service(String name) throws IOException {
        set("[{'service':'" + name + "','effect':'refuse'}]");

        assertThat(strike().effect()).contains(Effect.REFUSE);
        assertThat(faults.strike("sns", "Publish", "F")).isEqualTo(Strike.NONE);
    }

    @Test
    @DisplayName("is hit by nothing once the faults are cleared")
    void cleared() throws IOException {
        set("[{'effect':'refuse'}]");

        faults.clear();

        assertThat(strike()).isEqualTo(Strike.NONE);
    }

    @Test
    @DisplayName("that waits for the end of a fault waits until the faults are changed")
    void lifted() throws IOException {
        set("[{'effect':'timeout'}]");
        Strike waiting = strike();

        set("[{'effect':'refuse'}]");

        assertThat(waiting.lifted().getCount()).isZero();
        assertThat(strike().lifted().getCount()).isOne();
    }

    private Strike strike() {
        return faults.strike("ses", "SendEmail", "F");
    }

    private void set(String list) throws IOException {
        faults.set(FaultsJson.read(new ObjectMapper().readTree(list.replace('\'', '"'))));
    }
}

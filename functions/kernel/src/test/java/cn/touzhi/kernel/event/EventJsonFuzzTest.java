package cn.touzhi.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever a queue holds")
class EventJsonFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @DisplayName("is an event that is written and read again as the same, or is told to be none")
    void reads(byte[] message) {
        Event event;
        try {
            event = EventJson.read(new String(message, StandardCharsets.UTF_8));
        } catch (EventJson.MalformedEventException none) {
            return;
        }
        assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
    }
}

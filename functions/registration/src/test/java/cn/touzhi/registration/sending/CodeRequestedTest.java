package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.event.EventCatalogue;
import cn.touzhi.kernel.event.EventJson;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.verification.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The event that a code was asked for")
class CodeRequestedTest {
    private static final CodeRequested EXPECTED = new CodeRequested(new VerificationId("qNcYYoKMbPqvnHlqBXsd5Q"), 1);

    private final String golden =
            new EventCatalogue(RegistrationEvents.class).goldenOf(RegistrationEvents.CODE_REQUESTED);

    @Test
    @DisplayName("is understood as it was first released")
    void released() {
        assertThat(CodeRequested.of(EventJson.read(golden))).isEqualTo(EXPECTED);
    }

    @Test
    @DisplayName("is understood with more in it than today, as after a roll-back")
    void next() {
        String next = golden.replace("\"number\":\"1\"", "\"number\":\"1\",\"urgency\":\"high\"")
                .replace("\"specversion\"", "\"traceparent\":\"00-1-1-00\",\"specversion\"");

        assertThat(CodeRequested.of(EventJson.read(next))).isEqualTo(EXPECTED);
    }
}

package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sending function's settings")
class SendingSettingsTest {
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "REGISTRATION_TABLE", "table",
            "SUBJECT_KEYS_TABLE", "keys",
            "REGISTRATION_KEY", "key",
            "SENDING_QUEUE", "queue",
            "WEB_DOMAIN", "touzhi.example",
            "ANDROID_APP_HASH", "AAAAAAAAAAA",
            "EMAIL_FROM", "no-reply@touzhi.example",
            "REMOVAL_UNDO", "604800"));

    @Test
    @DisplayName("are read from the environment")
    void read() {
        assertThat(SendingSettings.from(new Environment(variables::get)))
                .isEqualTo(new SendingSettings(
                        "table",
                        "keys",
                        "key",
                        "queue",
                        "touzhi.example",
                        "AAAAAAAAAAA",
                        "no-reply@touzhi.example",
                        Duration.ofDays(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTRATION_TABLE",
                "SUBJECT_KEYS_TABLE",
                "REGISTRATION_KEY",
                "SENDING_QUEUE",
                "WEB_DOMAIN",
                "ANDROID_APP_HASH",
                "EMAIL_FROM",
                "REMOVAL_UNDO"
            })
    @DisplayName("must all be there")
    void missing(String name) {
        variables.remove(name);

        assertThatIllegalStateException()
                .isThrownBy(() -> SendingSettings.from(new Environment(variables::get)))
                .withMessageContaining(name);
    }
}

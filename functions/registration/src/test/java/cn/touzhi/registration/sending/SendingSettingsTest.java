package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import cn.touzhi.registration.limit.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sending function's settings")
class SendingSettingsTest {
    private final Map<String, String> variables = new HashMap<>(Map.ofEntries(
            Map.entry("REGISTRATION_TABLE", "table"),
            Map.entry("SUBJECT_KEYS_TABLE", "keys"),
            Map.entry("REGISTRATION_KEY", "key"),
            Map.entry("SENDING_QUEUE", "queue"),
            Map.entry("WEB_DOMAIN", "touzhi.example"),
            Map.entry("ANDROID_APP_HASH", "AAAAAAAAAAA"),
            Map.entry("EMAIL_FROM", "no-reply@touzhi.example"),
            Map.entry("REMOVAL_UNDO", "604800"),
            Map.entry("BLOCK_SENDS", "200"),
            Map.entry("COUNTRY_SENDS", "5000"),
            Map.entry("BREAKER_SAMPLE", "50"),
            Map.entry("BREAKER_USED_PERCENT", "20"),
            Map.entry("BREAKER_LIFETIME", "3600")));

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
                        Duration.ofDays(7),
                        new Limits.Spend(200, 5000, 50, 20, Duration.ofHours(1))));
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
                "REMOVAL_UNDO",
                "BLOCK_SENDS",
                "COUNTRY_SENDS",
                "BREAKER_SAMPLE",
                "BREAKER_USED_PERCENT",
                "BREAKER_LIFETIME"
            })
    @DisplayName("must all be there")
    void missing(String name) {
        variables.remove(name);

        assertThatIllegalStateException()
                .isThrownBy(() -> SendingSettings.from(new Environment(variables::get)))
                .withMessageContaining(name);
    }
}

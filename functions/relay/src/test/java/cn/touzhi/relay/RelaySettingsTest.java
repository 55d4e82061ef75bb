package cn.touzhi.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.touzhi.kernel.Environment;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The relay's settings")
class RelaySettingsTest {
    @Test
    @DisplayName("tell the room of each table")
    void rooms() {
        assertThat(settings("registration=Stack-RegistrationTable-1, jobs=JobsTable")
                        .rooms())
                .isEqualTo(Map.of("Stack-RegistrationTable-1", "registration", "JobsTable", "jobs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registration", "=Table", "registration=", "registration=A,", ","})
    @DisplayName("are refused where a room or a table is missing")
    void malformed(String tables) {
        assertThatIllegalStateException().isThrownBy(() -> settings(tables));
    }

    private static RelaySettings settings(String tables) {
        return RelaySettings.from(new Environment(Map.of("DOMAIN_EVENTS", "topic", "TABLES", tables)::get));
    }
}

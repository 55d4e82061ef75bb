package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is stored")
class StoresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":1} 123456",
                "{} {\"phone\":\"+8613800138000\"}",
                "{\"code\":\"123456\",\"code\":\"\"}",
                "1 2",
                "",
                "plain"
            })
    @DisplayName("is shown to the last byte: whatever is not exactly one JSON value is text")
    void text(String body) {
        assertThat(Stores.body(body).isTextual()).isTrue();
        assertThat(Stores.body(body).asText()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":\"1\"}", "[1,2]", "{\"n\":123456789012345678901.25}"})
    @DisplayName("is shown as JSON where it is JSON")
    void json(String body) {
        assertThat(Stores.body(body)).hasToString(body);
    }
}

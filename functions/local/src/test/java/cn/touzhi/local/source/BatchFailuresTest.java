package cn.touzhi.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.lambda.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of a batch")
class BatchFailuresTest {
    private static final Set<String> SENT = Set.of("a", "b", "c");

    @Test
    @DisplayName("exactly the records fail that the answer names")
    void named() {
        assertThat(of("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}"))
                .containsExactlyInAnyOrder("a", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    @DisplayName("nothing fails where the answer names nothing")
    void none(String answer) {
        assertThat(of(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"a\"",
                "{\"batchItemFailures\":\"a\"}",
                "{\"batchItemFailures\":{}}",
                "{\"batchItemFailures\":[\"a\"]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}"
            })
    @DisplayName("everything fails where the answer has not the shape")
    void malformed(String answer) {
        assertThat(of(answer)).isEqualTo(SENT);
    }

    @Test
    @DisplayName("everything fails where the function did, and nothing where it need not name failures")
    void whole() {
        assertThat(BatchFailures.of(new Outcome.TimedOut(Duration.ofSeconds(1)), SENT, true))
                .isEqualTo(SENT);
        assertThat(BatchFailures.of(new Outcome.Crashed("exit status 1"), SENT, false))
                .isEqualTo(SENT);
        assertThat(BatchFailures.of(new Outcome.Throttled(), SENT, false)).isEqualTo(SENT);
        assertThat(BatchFailures.of(new Outcome.Returned("anything".getBytes(StandardCharsets.UTF_8)), SENT, false))
                .isEmpty();
    }

    private static Set<String> of(String answer) {
        return BatchFailures.of(new Outcome.Returned(answer.getBytes(StandardCharsets.UTF_8)), SENT, true);
    }
}

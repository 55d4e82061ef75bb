package cn.touzhi.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log")
class OperationLogTest {
    private final List<String> lines = new ArrayList<>();
    private final OperationLog log =
            new OperationLog("sending", Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC), lines::add);

    @Test
    @DisplayName("is one line of JSON for each event")
    void line() {
        log.event("code-sent").with("number", 2).write();

        assertThat(lines)
                .containsExactly(
                        "{\"at\":\"2026-11-23T12:00:00Z\",\"function\":\"sending\",\"event\":\"code-sent\",\"number\":2}");
    }

    @Test
    @DisplayName("takes constant names, and nothing that someone may have sent")
    void names() {
        log.event("request-refused").named("problem", "wrong-code").write();

        assertThat(lines.getFirst()).contains("\"problem\":\"wrong-code\"");
        for (String sent : List.of("", "13800138000", "li@example.cn", "Wrong-Code", "wrong code", "-")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.event("request-refused").named("problem", sent))
                    .withMessage("no constant name");
        }
    }

    @Test
    @DisplayName("tells where a fault came from, but not what its message says")
    void fault() {
        log.event("failed")
                .with(new IllegalStateException("13800138000", new IllegalArgumentException("a@b.cn")))
                .write();

        assertThat(lines.getFirst())
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException", "OperationLogTest")
                .doesNotContain("13800138000", "a@b.cn");
    }

    @Test
    @DisplayName("counts in the form that CloudWatch makes metrics of")
    void metric() {
        log.count("EventRefused");

        assertThat(lines)
                .containsExactly(
                        "{\"_aws\":{\"Timestamp\":1795435200000,\"CloudWatchMetrics\":[{\"Namespace\":\"Touzhi\","
                                + "\"Dimensions\":[[\"function\"]],\"Metrics\":[{\"Name\":\"EventRefused\",\"Unit\":\"Count\"}]}]},"
                                + "\"function\":\"sending\",\"EventRefused\":1}");
    }
}

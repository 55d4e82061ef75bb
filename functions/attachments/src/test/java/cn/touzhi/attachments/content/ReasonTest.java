package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reasons for a refusal")
class ReasonTest {
    @Test
    @DisplayName("are these, which clients know")
    void words() {
        assertThat(Stream.of(Reason.values()).map(Reason::word))
                .containsExactly(
                        "empty",
                        "too-large",
                        "type-mismatch",
                        "executable",
                        "macros",
                        "active-content",
                        "encrypted",
                        "archive-bomb",
                        "picture-too-large",
                        "malformed",
                        "malware",
                        "not-scanned");
    }
}

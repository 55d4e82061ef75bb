package cn.touzhi.kernel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever a request brings")
class RequestPartsFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @DisplayName("as JSON is taken strictly, or told to be none")
    void json(byte[] body) {
        try {
            assertThat(JsonTree.read(new String(body, StandardCharsets.UTF_8))).isNotNull();
        } catch (IOException none) {
            // said so, and nothing else was thrown
        }
    }

    @FuzzTest(maxDuration = "1m")
    @DisplayName("as part of a token is an object, or none")
    void tokens(byte[] part) {
        String text = new String(part, StandardCharsets.UTF_8);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(part);

        TokenPart.parse(text)
                .ifPresent(parsed -> assertThat(parsed.json().isObject()).isTrue());
        TokenPart.parse(encoded)
                .ifPresent(parsed -> assertThat(parsed.json().isObject()).isTrue());
    }

    @FuzzTest(maxDuration = "1m")
    @DisplayName("as idempotency key is plain and short, or none")
    void idempotencyKeys(byte[] header) {
        IdempotencyKey.parse(new String(header, StandardCharsets.UTF_8))
                .ifPresent(key -> assertThat(key.value()).matches("[\\x21-\\x7e]{16,255}"));
    }
}

package cn.touzhi.registration.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is shown as the answer to a challenge")
class PayloadReaderFuzzTest {
    @FuzzTest(maxDuration = "1m")
    @DisplayName("is read whole, or is none")
    void reads(byte[] payload) {
        String encoded = Base64.getEncoder().encodeToString(payload);

        PayloadReader.read(new String(payload, StandardCharsets.ISO_8859_1));
        PayloadReader.read(encoded).ifPresent(read -> assertThat(new String(payload, StandardCharsets.UTF_8))
                .contains("algorithm", "signature"));
    }
}

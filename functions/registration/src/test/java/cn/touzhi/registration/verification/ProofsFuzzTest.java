package cn.touzhi.registration.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is shown as a proof or a device's token")
class ProofsFuzzTest {
    private static final byte[] SECRET = "a secret of the platform, 32 bytes".getBytes(StandardCharsets.UTF_8);

    private final Proofs proofs = new Proofs(SECRET, new SecureRandom(), Clock.systemUTC());
    private final DeviceTokens devices =
            new DeviceTokens(SECRET, Duration.ofDays(365), new SecureRandom(), Clock.systemUTC());

    @FuzzTest(maxDuration = "1m")
    @DisplayName("without knowing the key, is none")
    void forged(byte[] token) {
        for (String text : new String[] {
            new String(token, StandardCharsets.UTF_8),
            Base64.getUrlEncoder().withoutPadding().encodeToString(token)
        }) {
            assertThat(proofs.read(text)).isEmpty();
            assertThat(devices.read(text)).isEmpty();
        }
    }
}

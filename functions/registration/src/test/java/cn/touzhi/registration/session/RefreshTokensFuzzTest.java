package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.crypto.KeyedDigest;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is shown as a refresh token")
class RefreshTokensFuzzTest {
    private final RefreshTokens tokens = new RefreshTokens(
            new KeyedDigest("a secret of the platform, 32 bytes".getBytes(StandardCharsets.UTF_8), "refresh token"));

    @FuzzTest(maxDuration = "1m")
    @DisplayName("without knowing the key, is none")
    void forged(byte[] token) {
        assertThat(tokens.read(new String(token, StandardCharsets.UTF_8))).isEmpty();
        assertThat(tokens.read(Base64.getUrlEncoder().withoutPadding().encodeToString(token)))
                .isEmpty();
    }
}

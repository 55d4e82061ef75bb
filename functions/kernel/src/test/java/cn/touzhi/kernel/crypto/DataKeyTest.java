package cn.touzhi.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An encrypted field")
class DataKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] RAW = new byte[32];
    private final DataKey key = DataKey.of(7, RAW);

    @Test
    @DisplayName("opens for the owner and field that it was sealed for")
    void opens() {
        byte[] sealed = key.seal("13800138000", "subject", "address", RANDOM);

        assertThat(key.openText(sealed, "subject", "address")).isEqualTo("13800138000");
        assertThat(DataKey.versionOf(sealed)).isEqualTo(7);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("13800138000");
    }

    @Test
    @DisplayName("doesn't open at another person's or in another field")
    void bound() {
        byte[] sealed = key.seal("13800138000", "subject", "address", RANDOM);

        assertUnreadable(key, sealed, "another", "address");
        assertUnreadable(key, sealed, "subject", "birthDate");
        assertUnreadable(key, sealed, "subjecta", "ddress");
    }

    @Test
    @DisplayName("doesn't open under another key or version, nor with any bit flipped")
    void authentic() {
        byte[] sealed = key.seal("x", "subject", "address", RANDOM);
        byte[] other = new byte[32];
        other[0] = 1;

        assertUnreadable(DataKey.of(7, other), sealed, "subject", "address");
        assertUnreadable(DataKey.of(8, RAW), sealed, "subject", "address");
        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = sealed.clone();
            flipped[i] ^= 1;
            assertUnreadable(key, flipped, "subject", "address");
        }
        assertUnreadable(key, new byte[0], "subject", "address");
    }

    @Test
    @DisplayName("is never the same twice")
    void fresh() {
        assertThat(key.seal("x", "subject", "address", RANDOM))
                .isNotEqualTo(key.seal("x", "subject", "address", RANDOM));
    }

    private static void assertUnreadable(DataKey key, byte[] sealed, String owner, String field) {
        assertThatThrownBy(() -> key.open(sealed, owner, field))
                .isInstanceOf(DataKey.UnreadableException.class)
                .hasNoCause();
    }
}

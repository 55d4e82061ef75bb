package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.registration.verification.Client;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A refresh token")
class RefreshTokensTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RefreshTokens tokens = new RefreshTokens(new KeyedDigest(new byte[32], "refresh token"));

    @ParameterizedTest
    @EnumSource(Client.class)
    @DisplayName("says again what it was made to say, and is always written alike")
    void reads(Client client) {
        Grant grant = aGrant(client);

        String token = tokens.write(grant);

        assertThat(tokens.read(token)).contains(grant);
        assertThat(tokens.write(grant)).isEqualTo(token).hasSize(RefreshTokens.LENGTH);
        assertThat(tokens.write(grant.next())).isNotEqualTo(token);
        Grant staff = new Grant(
                grant.subject(),
                grant.session(),
                client,
                grant.generation(),
                grant.counter(),
                true,
                grant.authenticatedAt(),
                grant.endsAt());
        assertThat(tokens.read(tokens.write(staff))).contains(staff);
    }

    @Test
    @DisplayName("says nothing once any one of its bits is another")
    void flipped() {
        byte[] bytes = Base64.getUrlDecoder().decode(tokens.write(aGrant(Client.IOS)));

        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(tokens.read(Base64.getUrlEncoder().encodeToString(flipped)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("says nothing when a letter's case is another, or it is cut, longer, padded, or something else")
    void mangled() {
        String token = tokens.write(aGrant(Client.IOS));

        for (int i = 0; i < token.length(); i++) {
            char letter = token.charAt(i);
            if (Character.isLetter(letter)) {
                char other =
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
                assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1)))
                        .isEmpty();
            }
        }
        assertThat(tokens.read(token.substring(1))).isEmpty();
        assertThat(tokens.read(token.substring(0, token.length() - 1) + "=")).isEmpty();
        assertThat(tokens.read(token + "A")).isEmpty();
        assertThat(tokens.read("é".repeat(RefreshTokens.LENGTH))).isEmpty();
        assertThat(tokens.read("a".repeat(1_000_000))).isEmpty();
        assertThat(tokens.read("")).isEmpty();
    }

    @Test
    @DisplayName("says nothing to whoever has another key, or the same secret for another purpose")
    void foreign() {
        String token = tokens.write(aGrant(Client.IOS));

        assertThat(new RefreshTokens(new KeyedDigest(new byte[33], "refresh token")).read(token))
                .isEmpty();
        assertThat(new RefreshTokens(new KeyedDigest(new byte[32], "device secret")).read(token))
                .isEmpty();
    }

    private static Grant aGrant(Client client) {
        return new Grant(
                SubjectId.random(RANDOM),
                SessionId.random(RANDOM),
                client,
                1,
                7,
                false,
                Instant.parse("2026-11-23T12:00:00Z"),
                Instant.parse("2027-05-22T12:00:00Z"));
    }
}

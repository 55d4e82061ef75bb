package cn.touzhi.registration.verification;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.KeyedDigest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Proofs as clients carry them. They are encrypted rather than stored: giving one out costs no write, and nobody else
 * can read or make one.
 */
public final class Proofs {
    private static final String PURPOSE = "verification proof";
    private static final String FIELD = "proof";
    /** What {@link #issue} gives has about 250 characters. */
    private static final int LONGEST = 500;

    private static final int FIELDS = 7;

    private final DataKey key;
    private final SecureRandom random;
    private final Clock clock;

    /** @param secret the room's own: whoever holds it can make a proof for any address */
    public Proofs(byte[] secret, SecureRandom random, Clock clock) {
        this.key = new DataKey(1, KeyedDigest.derive(secret, PURPOSE, "AES"));
        this.random = random;
        this.clock = clock;
    }

    /** The token for {@code proof}, safe in JSON and in a URL. */
    public String issue(Proof proof) {
        String text = String.join(
                " ",
                proof.verification().value(),
                Integer.toString(proof.number()),
                proof.purpose().text(),
                proof.channel().text(),
                proof.addressDigest(),
                proof.client().text(),
                Long.toString(proof.expiresAt().getEpochSecond()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.seal(text, PURPOSE, FIELD, random));
    }

    /** The proof in {@code token}; empty if it is forged, foreign or expired, and nobody learns which. */
    public Optional<Proof> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
            return Optional.of(parse(key.openText(sealed, PURPOSE, FIELD)))
                    .filter(proof -> proof.expiresAt().isAfter(clock.instant()));
        } catch (IllegalArgumentException | DataKey.UnreadableException noProof) {
            return Optional.empty();
        }
    }

    private static Proof parse(String text) {
        String[] fields = text.split(" ", FIELDS);
        return new Proof(
                new VerificationId(fields[0]),
                Integer.parseInt(fields[1]),
                Purpose.of(fields[2]),
                Channel.of(fields[3]),
                fields[4],
                Client.of(fields[5]),
                Instant.ofEpochSecond(Long.parseLong(fields[6])));
    }
}

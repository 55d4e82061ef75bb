package cn.touzhi.registration.challenge;

import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.registration.limit.Limits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.altcha.altcha.Altcha;

/**
 * ALTCHA: find the number that, put behind the salt, has a given SHA-256. Nothing is stored for it until it is solved;
 * all that we must know again stands in the salt, under the signature.
 *
 * <p>Life and level are read by us and not by the library, which looks at the machine's clock and knows no levels.
 */
final class ProofOfWork {
    private static final Altcha.Algorithm ALGORITHM = Altcha.Algorithm.SHA256;
    private static final int SALT_BYTES = 16;

    /**
     * No other form is ours. The ampersand at its end keeps digits of the number from being read as digits of the salt
     * (CVE-2025-68113).
     */
    private static final Pattern SALT =
            Pattern.compile("[0-9a-f]{" + 2 * SALT_BYTES + "}\\?expires=([0-9]{1,12})&level=([a-z]{1,10})&");

    private final String key;
    private final Limits.Challenge limits;
    private final SecureRandom random;
    private final Clock clock;

    /** @param secret the room's own: whoever holds it can make solutions without work */
    ProofOfWork(byte[] secret, Limits.Challenge limits, SecureRandom random, Clock clock) {
        this.key = HexFormat.of()
                .formatHex(KeyedDigest.derive(secret, "challenge", "HmacSHA256").getEncoded());
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /** A new challenge. */
    Altcha.Challenge next(Level level) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        int most = difficultyOf(level);
        return signed(
                ALGORITHM,
                "%s?expires=%d&level=%s&"
                        .formatted(
                                HexFormat.of().formatHex(salt),
                                clock.instant().plus(limits.life()).getEpochSecond(),
                                level.text()),
                random.nextInt(most + 1),
                most);
    }

    /** What {@code payload} solves. */
    Optional<Solution> solved(Payload payload) {
        Matcher salt = SALT.matcher(payload.salt());
        if (!payload.algorithm().equals(ALGORITHM.getName()) || !salt.matches()) {
            return Optional.empty();
        }
        Instant endsAt = Instant.ofEpochSecond(Long.parseLong(salt.group(1)));
        return Level.of(salt.group(2))
                .filter(level -> endsAt.isAfter(clock.instant()) && isRight(payload))
                .map(level -> new Solution(payload.challenge(), level, endsAt));
    }

    private boolean isRight(Payload payload) {
        Altcha.Payload checked = new Altcha.Payload();
        checked.algorithm = payload.algorithm();
        checked.challenge = payload.challenge();
        checked.number = payload.number();
        checked.salt = payload.salt();
        checked.signature = payload.signature();
        try {
            return Altcha.verifySolution(checked, key, false);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private int difficultyOf(Level level) {
        return switch (level) {
            case NORMAL -> limits.difficulty();
            case HARDER -> limits.harder();
        };
    }

    private Altcha.Challenge signed(Altcha.Algorithm algorithm, String salt, long number, long most) {
        try {
            return Altcha.createChallenge(new Altcha.ChallengeOptions()
                    .setAlgorithm(algorithm)
                    .setSalt(salt)
                    .setNumber(number)
                    .setMaxNumber(most)
                    .setHmacKey(key));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * What ALTCHA's widget gives for a solved challenge.
     *
     * @param number that was found
     */
    record Payload(String algorithm, String challenge, long number, String salt, String signature) {}
}

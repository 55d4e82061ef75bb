package cn.touzhi.registration.verification;

import cn.touzhi.kernel.crypto.KeyedDigest;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Makes one-time codes, and knows them again by their digests. */
final class Codes {
    private static final int VALUES = 1_000_000;

    private final KeyedDigest digest;
    private final KeyedDigest guesses;
    private final SecureRandom random;

    /** @param secret the room's own: whoever holds it and reads the table can try all codes at home */
    Codes(byte[] secret, SecureRandom random) {
        this.digest = new KeyedDigest(secret, "verification code");
        this.guesses = new KeyedDigest(secret, "verification guess");
        this.random = random;
    }

    /** Six digits (ASVS 5, 6.5.4); leading zeros belong to the code. */
    String next() {
        return "%06d".formatted(random.nextInt(VALUES));
    }

    /** Bound to its message, purpose and address, so that it serves no other (ASVS 5, 6.6.2). */
    byte[] digestOf(CodePlace place, String code) {
        return digest.of(
                place.verification().value(),
                Integer.toString(place.number()),
                place.purpose().text(),
                place.addressDigest(),
                code);
    }

    /** Compares in a time that tells nothing. */
    boolean matches(CodePlace place, String code, byte[] stored) {
        return MessageDigest.isEqual(stored, digestOf(place, code));
    }

    /** By which a guess is known again that was counted before, so that its repetition is no other guess. */
    byte[] guessOf(VerificationId verification, String code) {
        return guesses.of(verification.value(), code);
    }

    /** What a code is bound to. */
    record CodePlace(VerificationId verification, int number, Purpose purpose, String addressDigest) {}
}

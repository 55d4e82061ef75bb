package cn.touzhi.registration.verification;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.KeyedDigest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** Device tokens as clients carry them: encrypted like proofs, so that they cost no write and tell nothing. */
public final class DeviceTokens {
    private static final String PURPOSE = "device token";
    private static final String FIELD = "device token";

    /** What {@link #issue} gives has about 230 characters. */
    private static final int LONGEST = 500;

    private static final int FIELDS = 3;

    private final DataKey key;
    private final KeyedDigest devices;
    private final Duration lifetime;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param secret the room's own
     * @param lifetime of a token, beyond that of the longest session, so that a session in use keeps its device known
     */
    public DeviceTokens(byte[] secret, Duration lifetime, SecureRandom random, Clock clock) {
        this.key = new DataKey(1, KeyedDigest.derive(secret, PURPOSE, "AES"));
        this.devices = new KeyedDigest(secret, "known device");
        this.lifetime = lifetime;
        this.random = random;
        this.clock = clock;
    }

    /** How a device is called in its tokens. */
    public String deviceOf(String deviceSecret) {
        return devices.hexOf(deviceSecret);
    }

    /** The token for the device with {@code deviceSecret}, on which somebody has just signed in with an address. */
    public String issue(String deviceSecret, String addressDigest) {
        Instant endsAt = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        String text = String.join(" ", deviceOf(deviceSecret), addressDigest, Long.toString(endsAt.getEpochSecond()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.seal(text, PURPOSE, FIELD, random));
    }

    /** What {@code token} says; empty if it is forged, foreign or expired, and nobody learns which. */
    public Optional<DeviceToken> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
            String[] fields = key.openText(sealed, PURPOSE, FIELD).split(" ", FIELDS);
            return Optional.of(new DeviceToken(fields[0], fields[1], Instant.ofEpochSecond(Long.parseLong(fields[2]))))
                    .filter(known -> known.endsAt().isAfter(clock.instant()));
        } catch (IllegalArgumentException | DataKey.UnreadableException noToken) {
            return Optional.empty();
        }
    }

    /** Whether {@code token} says that the device with {@code deviceSecret} has signed in with the address before. */
    public boolean knows(Optional<String> token, String deviceSecret, String addressDigest) {
        return token.flatMap(this::read)
                .filter(known -> known.device().equals(deviceOf(deviceSecret))
                        && known.addressDigest().equals(addressDigest))
                .isPresent();
    }
}

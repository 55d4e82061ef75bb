package cn.touzhi.registration.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Thirty-two random bytes that a device makes for itself, sends when it signs in and with every refresh, and never
 * shows to anyone else: a refresh token without them is of no use. A browser gets its own in a cookie that no script
 * can read.
 *
 * @param value base64url without padding, 43 characters
 */
public record DeviceSecret(String value) {
    /** The form of {@link #value}, for the validation of bodies. */
    public static final String PATTERN = "[A-Za-z0-9_-]{43}";

    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** One for a browser that has none yet. */
    public static DeviceSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new DeviceSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads what a client says; empty if that can't be one. */
    public static Optional<DeviceSecret> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new DeviceSecret(text)) : Optional.empty();
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "DeviceSecret";
    }
}

package cn.touzhi.kernel;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Sixteen random bytes as text: the form of every id of ours.
 *
 * <p>A UUID has too few random bits to act as a secret (ASVS 5, 11.5.1), and some ids act as one.
 */
public final class RandomText {
    private static final int BYTES = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

    private RandomText() {}

    /** A new one: 22 characters, base64url without padding. */
    public static String of(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** The text of the first sixteen of {@code bytes}. */
    public static String of(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, BYTES));
    }

    /** Whether {@code text} has the form that {@link #of(SecureRandom)} gives. */
    public static boolean matches(String text) {
        return SHAPE.matcher(text).matches();
    }
}

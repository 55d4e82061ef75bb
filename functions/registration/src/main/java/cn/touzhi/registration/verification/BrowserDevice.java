package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.HostCookie;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Gives a browser the secret that an app makes for itself: 32 random bytes in a cookie that no script reads. It gets it
 * with its first request, so that a sign-in whose answer is lost can be repeated from the same device.
 */
public final class BrowserDevice {
    /** The cookie that carries it. */
    public static final HostCookie COOKIE = new HostCookie("__Host-device");

    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Duration life;
    private final SecureRandom random;

    /** @param life of the cookie: that of the longest session */
    public BrowserDevice(Duration life, SecureRandom random) {
        this.life = life;
        this.random = random;
    }

    /** Sets the cookie where {@code client} is a browser that brings none. */
    <T> MutableHttpResponse<T> mark(HttpRequest<?> request, Client client, MutableHttpResponse<T> response) {
        boolean known = COOKIE.read(request)
                .filter(value -> SHAPE.matcher(value).matches())
                .isPresent();
        if (client == Client.WEB && !known) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            COOKIE.set(response, Base64.getUrlEncoder().withoutPadding().encodeToString(secret), life);
        }
        return response;
    }
}

package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.HostCookie;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** How a device shows that somebody has signed in on it: an app in the body, a browser in a cookie. */
public final class KnownDevice {
    /** The cookie with a browser's {@link DeviceTokens device token}. */
    public static final HostCookie COOKIE = new HostCookie("__Host-known");

    private KnownDevice() {}

    /** The token that comes with a request of {@code client}; nobody has checked it yet. */
    static Optional<String> tokenIn(HttpRequest<?> request, Client client, Optional<String> inBody) {
        return client == Client.WEB ? COOKIE.read(request) : inBody;
    }
}

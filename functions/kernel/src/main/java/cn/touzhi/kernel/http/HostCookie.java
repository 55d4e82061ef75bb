package cn.touzhi.kernel.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cookie that only this host sets and only it gets, and that no script reads (RFC 6265bis, 4.1.3.2; ASVS 5, 3.3).
 *
 * @param name with the prefix {@code __Host-}
 */
public record HostCookie(String name) {
    private static final String PREFIX = "__Host-";
    /** RFC 6265, 4.2.1. */
    private static final Pattern SEPARATOR = Pattern.compile("; ?");
    /** Base64url and dots; 4,096 bytes is what browsers keep at least, attributes included. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._-]{1,2048}");

    /** @throws IllegalArgumentException if the name lacks the prefix */
    public HostCookie {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a cookie that any host of the domain could set");
        }
    }

    /**
     * What {@code request} brings; empty if nothing, or nothing that we ever set. Read from the header itself:
     * Micronaut's decoder for Lambda takes what follows the first cookie for that one's attributes.
     */
    public Optional<String> read(HttpRequest<?> request) {
        String start = name + "=";
        return request.getHeaders().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(SEPARATOR::splitAsStream)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .findFirst()
                .filter(value -> VALUE.matcher(value).matches());
    }

    /**
     * Sets it.
     *
     * @throws IllegalArgumentException if {@code value} has other characters than base64url and dots
     */
    public void set(MutableHttpResponse<?> response, String value, Duration life) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("not the value of a cookie");
        }
        add(response, value, life.toSeconds());
    }

    /** Takes it away. */
    public void clear(MutableHttpResponse<?> response) {
        add(response, "", 0);
    }

    private void add(MutableHttpResponse<?> response, String value, long seconds) {
        response.getHeaders()
                .add(
                        HttpHeaders.SET_COOKIE,
                        name + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Strict");
    }
}

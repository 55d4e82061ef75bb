package cn.touzhi.kernel.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client calls one wish of its own by, so that repeating the request doesn't repeat the effect (IETF
 * draft-ietf-httpapi-idempotency-key-header). A controller that takes one as an argument demands the header.
 *
 * @param value 16 to 255 visible ASCII characters
 */
public record IdempotencyKey(String value) {
    /** The header's name. */
    public static final String HEADER = "idempotency-key";

    private static final Pattern BARE = Pattern.compile("[!-~]{16,255}");

    /**
     * Reads the header: a string of structured fields (RFC 9651, 3.3.3), as the draft has it, or the same without
     * quotes, as most clients send it.
     */
    public static Optional<IdempotencyKey> parse(String header) {
        boolean quoted = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
        String key = quoted ? header.substring(1, header.length() - 1) : header;
        boolean good = BARE.matcher(key).matches() && key.indexOf('"') < 0 && key.indexOf('\\') < 0;
        return good ? Optional.of(new IdempotencyKey(key)) : Optional.empty();
    }
}

package cn.touzhi.kernel.http;

import cn.touzhi.kernel.crypto.KeyedDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a list goes on, as clients hand it back. Each is good for the query that gave it and for no other, and nobody else
 * can make one.
 */
public final class Cursors {
    /** Longer than any sort key that a list goes on from, with its digest. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43,200}");

    private static final int DIGEST = 32;

    private final KeyedDigest digests;

    /** @param digests for this purpose alone */
    public Cursors(KeyedDigest digests) {
        this.digests = digests;
    }

    /**
     * A cursor for what comes after {@code sortKey}.
     *
     * @param query names what was asked for
     */
    public String after(String sortKey, String query) {
        byte[] key = sortKey.getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(digests.of(query, sortKey), DIGEST + key.length);
        System.arraycopy(key, 0, whole, DIGEST, key.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** The sort key that {@code cursor} goes on from; empty if it is none of ours, or another query's. */
    public Optional<String> read(String cursor, String query) {
        if (!SHAPE.matcher(cursor).matches()) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
        String sortKey = new String(whole, DIGEST, whole.length - DIGEST, StandardCharsets.UTF_8);
        return digests.matches(Arrays.copyOf(whole, DIGEST), query, sortKey) ? Optional.of(sortKey) : Optional.empty();
    }
}

package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.http.Principal;
import java.util.Set;

/**
 * What a room knows of whoever sends a request, beside what the access token says.
 *
 * @param erased whether they are, or are being, erased in this room
 * @param generation the lowest of their sessions' that counts
 * @param ended sessions that ended not long ago
 * @param consents what they consent to
 */
public record Standing(boolean erased, int generation, Set<String> ended, KnownConsents consents) {
    /** Takes a copy. */
    public Standing {
        ended = Set.copyOf(ended);
    }

    /** Whether {@code principal} may still act on the session that the token names. */
    public boolean admits(Principal principal) {
        return !erased && principal.generation() >= generation && !ended.contains(principal.session());
    }
}

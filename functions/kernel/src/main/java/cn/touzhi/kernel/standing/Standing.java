package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.http.Principal;
import java.util.Map;
import java.util.Set;

/**
 * What a room knows of whoever sends a request, beside what the access token says.
 *
 * @param erased whether they are, or are being, erased in this room
 * @param generation the lowest of their sessions' that counts
 * @param ended sessions that ended not long ago
 * @param consents what they consent to
 * @param memberships roles by the ids of the employers that they act for
 */
public record Standing(
        boolean erased, int generation, Set<String> ended, KnownConsents consents, Map<String, String> memberships) {
    /** Takes a copy. */
    public Standing {
        ended = Set.copyOf(ended);
        memberships = Map.copyOf(memberships);
    }

    /** Whether {@code principal} may still act on the session that the token names. */
    public boolean admits(Principal principal) {
        return !erased && principal.generation() >= generation && !ended.contains(principal.session());
    }
}

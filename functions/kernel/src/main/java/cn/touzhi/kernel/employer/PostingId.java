package cn.touzhi.kernel.employer;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names a posting.
 *
 * @param value sixteen random bytes as text
 */
public record PostingId(String value) implements OpaqueId {
    /** A posting that was never there before. */
    public static PostingId random(SecureRandom random) {
        return new PostingId(RandomText.of(random));
    }

    /** Reads what a client says; empty if that can't be a posting. */
    public static Optional<PostingId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new PostingId(text)) : Optional.empty();
    }
}

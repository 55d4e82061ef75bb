package cn.touzhi.registration.notice;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one notice.
 *
 * @param value sixteen random bytes as text
 */
public record NoticeId(String value) implements OpaqueId {
    /** A notice that was never there before. */
    static NoticeId random(SecureRandom random) {
        return new NoticeId(RandomText.of(random));
    }

    /** Reads what a message says; empty if that can't be a notice. */
    public static Optional<NoticeId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new NoticeId(text)) : Optional.empty();
    }
}

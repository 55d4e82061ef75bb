package cn.touzhi.kernel.erasure;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Names one order to erase, in every room.
 *
 * @param value sixteen random bytes as text
 */
public record ErasureOrderId(String value) implements OpaqueId {
    /** An order that was never given before. */
    public static ErasureOrderId random(SecureRandom random) {
        return new ErasureOrderId(RandomText.of(random));
    }

    /** Reads what a message says; empty if that can't be an order. */
    public static Optional<ErasureOrderId> parse(String text) {
        return RandomText.matches(text) ? Optional.of(new ErasureOrderId(text)) : Optional.empty();
    }
}

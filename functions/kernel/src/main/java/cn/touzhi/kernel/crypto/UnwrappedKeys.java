package cn.touzhi.kernel.crypto;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys in clear, kept for five minutes at most: the time after which a destroyed key is dead in every warm function
 * too.
 */
final class UnwrappedKeys {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MOST = 200;

    private final Clock clock;
    private final Map<String, Held> keys = new LinkedHashMap<>();

    UnwrappedKeys(Clock clock) {
        this.clock = clock;
    }

    /** The key of {@code owner}, by {@code unwrap} where it isn't at hand. */
    synchronized Optional<DataKey> get(String owner, Supplier<Optional<DataKey>> unwrap) {
        Instant now = clock.instant();
        keys.values()
                .removeIf(held -> !held.until().isAfter(now) || held.until().isAfter(now.plus(LIFETIME)));
        Held held = keys.get(owner);
        if (held != null) {
            return Optional.of(held.key());
        }
        Optional<DataKey> key = unwrap.get();
        key.ifPresent(found -> hold(owner, found, now));
        return key;
    }

    private void hold(String owner, DataKey key, Instant now) {
        if (keys.size() >= MOST) {
            keys.remove(keys.keySet().iterator().next());
        }
        keys.put(owner, new Held(key, now.plus(LIFETIME)));
    }

    private record Held(DataKey key, Instant until) {}
}

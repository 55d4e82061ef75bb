package cn.touzhi.registration.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The set of keys that the issuer publishes. The gateway waits 1,500 ms for it and refuses everybody otherwise, so it is
 * kept at hand, and an old set is better than none: a key is published long before it signs.
 */
final class KeySet {
    /** How long the set of keys is kept, far less than the two hours for which a key is published before its use. */
    static final Duration FRESH_FOR = Duration.ofMinutes(5);

    private final SigningKeys signingKeys;
    private final Clock clock;
    private Optional<Held> held = Optional.empty();

    KeySet(SigningKeys signingKeys, Clock clock) {
        this.signingKeys = signingKeys;
        this.clock = clock;
    }

    /**
     * The keys as JSON, as of five minutes ago at most, unless the table can't be read.
     *
     * @throws SdkException if it can't, and never could since this function started
     */
    synchronized String document() {
        Instant now = clock.instant();
        Held fresh = held.filter(known -> known.isFresh(now)).orElseGet(() -> readOrKeep(now));
        held = Optional.of(fresh);
        return fresh.document();
    }

    /** Takes the way that a request takes, but makes nothing, so that a snapshot holds it warm. */
    void prime() {
        signingKeys.prime();
    }

    private Held readOrKeep(Instant now) {
        try {
            return new Held(IssuerDocuments.keys(signingKeys.published()), now);
        } catch (SdkException unreadable) {
            return held.orElseThrow(() -> unreadable);
        }
    }

    private record Held(String document, Instant since) {
        boolean isFresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(FRESH_FOR));
        }
    }
}

package cn.touzhi.registration.session;

import cn.touzhi.kernel.log.OperationLog;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Has the signing keys follow one another. There is one in reserve, always: as soon as a key takes over, its successor is
 * made, to sign a week later, and so every key is published long before its first token.
 *
 * <p>Nothing takes over by a call of ours but by the clock of whoever signs; what is done here is to be ready for it and
 * to clear up behind it. So a run that dies, that comes twice at once, or days late leaves a set of keys that works.
 */
public final class KeyRotation {
    private static final int TRIES = 3;

    private final StoredSigningKeys stored;
    private final KeyTerms terms;
    private final Clock clock;
    private final OperationLog log;

    /** @param kmsKey id or ARN of the KMS key that wraps the private halves */
    public KeyRotation(
            DynamoDbClient dynamo,
            String table,
            KmsClient kms,
            String kmsKey,
            KeyTerms terms,
            Clock clock,
            OperationLog log) {
        this.stored = new StoredSigningKeys(dynamo, table, kms, kmsKey, clock);
        this.terms = terms;
        this.clock = clock;
        this.log = log;
    }

    /** Does what is due. */
    public void run() {
        Instant now = clock.instant();
        List<StoredSigningKey> keys = readWithOneInCharge(now, Optional.empty());
        makeReserve(keys, now);
        endPredecessors(keys, now);
        keys.stream()
                .filter(key -> isForgotten(key, now) && key.number() + 1 < nextNumber(keys))
                .forEach(stored::delete);
    }

    /**
     * Withdraws the key {@code kid} in an emergency: it leaves the key set now and signs no more, but for five minutes in
     * functions that have it at hand ({@link SigningKeys#UNWRAPPED_FOR}). If it was signing, the one in reserve takes
     * over. Once more does nothing.
     *
     * @return whether there is such a key
     */
    public boolean revoke(String kid) {
        Optional<StoredSigningKey> revoked =
                stored.read().stream().filter(key -> key.kid().equals(kid)).findFirst();
        if (revoked.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        // its successor first: at no time there is none to sign
        var unused = readWithOneInCharge(now, Optional.of(kid));
        stored.withdraw(revoked.get(), now);
        log.event("signing-key-revoked").with("number", revoked.get().number()).write();
        run();
        return true;
    }

    /** The kids of the keys in the key set, the one that signs first. */
    public List<String> published() {
        Instant now = clock.instant();
        List<StoredSigningKey> keys = stored.read();
        Optional<String> signing = StoredSigningKey.signingAt(now, keys).map(StoredSigningKey::kid);
        return keys.stream()
                .filter(key -> key.isPublishedAt(now))
                .map(StoredSigningKey::kid)
                .sorted(Comparator.comparing(kid -> !signing.equals(Optional.of(kid))))
                .toList();
    }

    private void makeReserve(List<StoredSigningKey> keys, Instant now) {
        if (reserve(keys, now).isPresent()) {
            return;
        }
        Instant regular = StoredSigningKey.signingAt(now, keys)
                .map(KeyRotation::takeover)
                .orElse(now)
                .plus(terms.life());
        Instant earliest = now.plus(KeyTerms.AHEAD);
        int number = nextNumber(keys);
        stored.make(number, regular.isAfter(earliest) ? regular : earliest);
        log.event("signing-key-made").with("number", number).write();
    }

    /** A key stays for the tokens that it signed until its successor took over. */
    private void endPredecessors(List<StoredSigningKey> keys, Instant now) {
        Optional<StoredSigningKey> signing = StoredSigningKey.signingAt(now, keys);
        signing.ifPresent(current -> keys.stream()
                .filter(key ->
                        key.number() < current.number() && key.publishedUntil().isEmpty())
                .forEach(key -> stored.publishUntil(
                        key, current.signsFrom().plus(terms.accessToken()).plus(KeyTerms.LEEWAY))));
    }

    /** All keys, among them one that signs and is not {@code but}. */
    private List<StoredSigningKey> readWithOneInCharge(Instant now, Optional<String> but) {
        for (int tried = 0; tried < TRIES; tried++) {
            List<StoredSigningKey> keys = stored.read();
            Optional<String> signing = StoredSigningKey.signingAt(now, keys).map(StoredSigningKey::kid);
            if (signing.isPresent() && !signing.equals(but)) {
                return keys;
            }
            putInCharge(keys, now);
        }
        throw new IllegalStateException("no signing key could be put in charge");
    }

    /** The one in reserve; or, in the hour before there is one, a new key: who meets an unknown one asks the issuer. */
    private void putInCharge(List<StoredSigningKey> keys, Instant now) {
        // where there was none before it, it signs for a twin whose clock is behind, too
        Instant from = keys.isEmpty() ? Instant.EPOCH : now;
        reserve(keys, now)
                .ifPresentOrElse(key -> stored.signSooner(key, now), () -> stored.make(nextNumber(keys), from));
    }

    private static Optional<StoredSigningKey> reserve(List<StoredSigningKey> keys, Instant now) {
        return keys.stream()
                .filter(key -> key.isPublishedAt(now) && key.signsFrom().isAfter(now))
                .findFirst();
    }

    private static int nextNumber(List<StoredSigningKey> keys) {
        return keys.isEmpty() ? 1 : keys.getLast().number() + 1;
    }

    /** The very first key signs since ever. */
    private static Instant takeover(StoredSigningKey key) {
        return key.signsFrom().equals(Instant.EPOCH) ? key.createdAt() : key.signsFrom();
    }

    private static boolean isForgotten(StoredSigningKey key, Instant now) {
        return key.publishedUntil()
                .filter(end -> !now.isBefore(end.plus(KeyTerms.REMEMBERED)))
                .isPresent();
    }
}

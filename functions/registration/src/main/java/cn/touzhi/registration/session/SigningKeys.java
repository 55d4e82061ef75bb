package cn.touzhi.registration.session;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The keys that sign access tokens and nothing else: RSA with 3072 bits (ASVS 5, 11.2.3), since RSA is all that the
 * gateway's authorizer accepts. KMS makes them and alone can unwrap their private halves; the table holds the rest.
 * {@link KeyRotation} has them follow one another.
 */
public final class SigningKeys {
    /** How long the key in clear is kept, so that a key withdrawn in KMS is soon dead in every warm function too. */
    static final Duration UNWRAPPED_FOR = Duration.ofMinutes(5);

    private final StoredSigningKeys stored;
    private final KmsClient kms;
    private final String kmsKey;
    private final Clock clock;
    private Optional<Held> held = Optional.empty();

    /** @param kmsKey id or ARN of the KMS key that wraps the private halves */
    public SigningKeys(DynamoDbClient dynamo, String table, KmsClient kms, String kmsKey, Clock clock) {
        this.stored = new StoredSigningKeys(dynamo, table, kms, kmsKey, clock);
        this.kms = kms;
        this.kmsKey = kmsKey;
        this.clock = clock;
    }

    /** The key that signs now; the very first one is made by whoever needs it first. */
    synchronized SigningKey current() {
        Instant now = clock.instant();
        Held key = held.filter(cached -> cached.covers(now)).orElseGet(() -> unwrapCurrent(now));
        held = Optional.of(key);
        return key.key();
    }

    /** The keys whose tokens may still be presented, and the one that takes over next. */
    List<PublishedKey> published() {
        Instant now = clock.instant();
        return readOrMake().stream()
                .filter(key -> key.isPublishedAt(now))
                .map(key -> PublishedKey.of(key.publicKey()))
                .toList();
    }

    /** Reads what {@link #published()} would read and makes nothing, to be called before a snapshot is taken. */
    void prime() {
        stored.read().forEach(key -> PublishedKey.of(key.publicKey()));
    }

    private Held unwrapCurrent(Instant now) {
        List<StoredSigningKey> keys = readOrMake();
        StoredSigningKey current = StoredSigningKey.signingAt(now, keys)
                .orElseThrow(() -> new IllegalStateException("no signing key has begun to sign"));
        // never beyond the moment at which the next key takes over
        Instant until = keys.stream()
                .map(StoredSigningKey::signsFrom)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .filter(now.plus(UNWRAPPED_FOR)::isAfter)
                .orElse(now.plus(UNWRAPPED_FOR));
        return new Held(new SigningKey(current.kid(), unwrap(current)), now, until);
    }

    private List<StoredSigningKey> readOrMake() {
        List<StoredSigningKey> keys = stored.read();
        return keys.isEmpty() ? makeFirst() : keys;
    }

    private PrivateKey unwrap(StoredSigningKey key) {
        byte[] clear = kms.decrypt(request -> request.keyId(kmsKey)
                        .ciphertextBlob(SdkBytes.fromByteArray(key.wrappedPrivateKey()))
                        .encryptionContext(StoredSigningKeys.CONTEXT))
                .plaintext()
                .asByteArray();
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(clear));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private List<StoredSigningKey> makeFirst() {
        // there was none before it: it signs for a twin whose clock is behind, too
        stored.make(1, Instant.EPOCH);
        return stored.read();
    }

    /**
     * A key in clear.
     *
     * @param since guards against a clock that jumps back
     */
    private record Held(SigningKey key, Instant since, Instant until) {
        boolean covers(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }
    }
}

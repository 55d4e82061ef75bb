package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.registration.RegistrationTable;
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
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;

/**
 * The keys that sign access tokens and nothing else: RSA with 3072 bits (ASVS 5, 11.2.3), since RSA is all that the
 * gateway's authorizer accepts. KMS makes them and alone can unwrap their private halves; the table holds the rest.
 */
public final class SigningKeys {
    /** How long the key in clear is kept, so that a key withdrawn in KMS is soon dead in every warm function too. */
    static final Duration UNWRAPPED_FOR = Duration.ofMinutes(5);

    private static final Map<String, String> CONTEXT = Map.of("use", "access-tokens");

    private final DynamoDbClient dynamo;
    private final String table;
    private final KmsClient kms;
    private final String kmsKey;
    private final Clock clock;
    private Optional<Held> held = Optional.empty();

    /** @param kmsKey id or ARN of the KMS key that wraps the private halves */
    public SigningKeys(DynamoDbClient dynamo, String table, KmsClient kms, String kmsKey, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
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
        List<StoredSigningKey> keys = read();
        return (keys.isEmpty() ? makeFirst() : keys)
                .stream()
                        .filter(key -> key.publishedUntil().map(now::isBefore).orElse(true))
                        .map(key -> PublishedKey.of(key.publicKey()))
                        .toList();
    }

    /** Reads what {@link #published()} would read and makes nothing, to be called before a snapshot is taken. */
    void prime() {
        read().forEach(key -> PublishedKey.of(key.publicKey()));
    }

    private Held unwrapCurrent(Instant now) {
        List<StoredSigningKey> stored = read();
        List<StoredSigningKey> keys = stored.isEmpty() ? makeFirst() : stored;
        StoredSigningKey current = keys.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .max(Comparator.comparingInt(StoredSigningKey::number))
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

    private PrivateKey unwrap(StoredSigningKey key) {
        byte[] clear = kms.decrypt(request -> request.keyId(kmsKey)
                        .ciphertextBlob(SdkBytes.fromByteArray(key.wrappedPrivateKey()))
                        .encryptionContext(CONTEXT))
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

    private List<StoredSigningKey> read() {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", text(RegistrationTable.signingKeysPartition())))
                        .consistentRead(true))
                .items()
                .stream()
                .map(StoredSigningKey::of)
                .toList();
    }

    private List<StoredSigningKey> makeFirst() {
        var pair = kms.generateDataKeyPairWithoutPlaintext(request ->
                request.keyId(kmsKey).keyPairSpec(DataKeyPairSpec.RSA_3072).encryptionContext(CONTEXT));
        byte[] publicKey = pair.publicKey().asByteArray();
        Instant now = clock.instant();
        StoredSigningKey first = new StoredSigningKey(
                1,
                PublishedKey.of(publicKey).kid(),
                publicKey,
                pair.privateKeyCiphertextBlob().asByteArray(),
                now,
                // there was none before it: it signs for a twin whose clock is behind, too
                Instant.EPOCH,
                Optional.empty());
        try {
            dynamo.putItem(
                    put -> put.tableName(table).item(first.toItem()).conditionExpression("attribute_not_exists(pk)"));
            return List.of(first);
        } catch (ConditionalCheckFailedException madeMeanwhile) {
            // by a twin, or by our own first try whose answer was lost: either way the stored one holds
            return read();
        }
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

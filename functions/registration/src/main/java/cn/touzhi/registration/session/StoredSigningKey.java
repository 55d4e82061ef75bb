package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A key that signs access tokens, as it lies in the table.
 *
 * @param number from 1, in the order of their making
 * @param publicKey X.509 SubjectPublicKeyInfo
 * @param wrappedPrivateKey PKCS #8, wrapped by KMS
 * @param signsFrom when it takes over from the one before
 * @param publishedUntil when the last token that it signed has ended, or when it was withdrawn; empty while it still signs
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "SIGNING-KEYS / KEY#{number}",
        pathFromSubject = "none: the platform's own")
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredSigningKey(
        @NotPersonal("order of the keys") int number,
        @NotPersonal("names the key in a token's header") String kid,
        @NotPersonal("published for everybody") byte[] publicKey,

        @NotPersonal("the platform's secret, which KMS alone can unwrap")
        byte[] wrappedPrivateKey,

        @NotPersonal("when it was made") Instant createdAt,
        @NotPersonal("when it takes over") Instant signsFrom,
        @NotPersonal("when it is withdrawn") Optional<Instant> publishedUntil) {
    /** The key that signs at {@code now}: the newest of {@code keys} whose time has come and that was not withdrawn. */
    static Optional<StoredSigningKey> signingAt(Instant now, Collection<StoredSigningKey> keys) {
        return keys.stream()
                .filter(key -> key.isPublishedAt(now) && !key.signsFrom().isAfter(now))
                .max(Comparator.comparingInt(StoredSigningKey::number));
    }

    /** Whether its tokens may be presented at {@code now}, or may be soon. */
    boolean isPublishedAt(Instant now) {
        return publishedUntil.map(now::isBefore).orElse(true);
    }

    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.signingKeyKey(number));
        item.put(RegistrationTable.KID, text(kid));
        item.put(RegistrationTable.PUBLIC_KEY, bytes(publicKey));
        item.put(RegistrationTable.WRAPPED_PRIVATE_KEY, bytes(wrappedPrivateKey));
        item.put(RegistrationTable.CREATED_AT, seconds(createdAt));
        item.put(RegistrationTable.SIGNS_FROM, seconds(signsFrom));
        publishedUntil.ifPresent(end -> item.put(RegistrationTable.PUBLISHED_UNTIL, seconds(end)));
        return item;
    }

    /** Reads an item. */
    static StoredSigningKey of(Map<String, AttributeValue> item) {
        String sortKey = textOf(item, RegistrationTable.SK);
        return new StoredSigningKey(
                Integer.parseInt(sortKey.substring(sortKey.indexOf('#') + 1)),
                textOf(item, RegistrationTable.KID),
                bytesOf(item, RegistrationTable.PUBLIC_KEY),
                bytesOf(item, RegistrationTable.WRAPPED_PRIVATE_KEY),
                instantOf(item, RegistrationTable.CREATED_AT),
                instantOf(item, RegistrationTable.SIGNS_FROM),
                optionalInstant(item, RegistrationTable.PUBLISHED_UNTIL));
    }
}

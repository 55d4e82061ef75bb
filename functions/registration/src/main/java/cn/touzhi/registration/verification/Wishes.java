package cn.touzhi.registration.verification;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.registration.AddressDigests;

/**
 * Knows a wish again when it is repeated. A verification's id is derived from what names the wish, so that a repeat
 * meets the verification that it made before; nobody can derive it but the room.
 */
final class Wishes {
    private final AddressDigests addresses;
    private final KeyedDigest ids;
    private final KeyedDigest keys;

    /**
     * @param pepper digests addresses, alike in all rooms
     * @param secret the room's own
     */
    Wishes(byte[] pepper, byte[] secret) {
        this.addresses = new AddressDigests(pepper);
        this.ids = new KeyedDigest(secret, "verification id");
        this.keys = new KeyedDigest(secret, "idempotency");
    }

    /** By which an address is found without being readable. */
    String addressDigest(AddressRequest request) {
        return addresses.of(request.channel(), request.address());
    }

    /** The verification that {@code request} means under {@code key}. */
    VerificationId idOf(IdempotencyKey key, AddressRequest request, String addressDigest) {
        return new VerificationId(RandomText.of(ids.of(
                key.value(),
                request.channel().text(),
                addressDigest,
                request.purpose().text())));
    }

    /** Tells a repeat from another request under the same key. */
    byte[] requestDigest(AddressRequest request, String addressDigest) {
        return keys.of(
                "request",
                request.channel().text(),
                addressDigest,
                request.purpose().text(),
                request.language().text(),
                request.client().text());
    }

    /** Knows a wish for a further message again. */
    byte[] sendKey(IdempotencyKey key, VerificationId verification) {
        return keys.of("send", verification.value(), key.value());
    }
}

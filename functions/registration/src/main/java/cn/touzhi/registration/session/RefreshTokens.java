package cn.touzhi.registration.session;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.registration.verification.Client;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Refresh tokens as clients carry them: opaque text with a MAC of ours, so that a forged one costs no read.
 *
 * <p>The same content gives the same token, so that a client whose answer was lost can be given its current token again
 * although nothing of it is stored.
 *
 * <pre>format (1 byte) · subject (16) · session (16) · flags (1) · generation (4) · counter (4)
 * · authenticated at (8, epoch seconds) · ends at (8) · HMAC-SHA256 (32)
 * flags: the client in the low bits, the highest for the scope staff</pre>
 */
final class RefreshTokens {
    private static final byte FORMAT = 2;
    private static final int ID = 16;
    private static final int PAYLOAD = 1 + 2 * ID + 1 + 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int MAC = 32;
    /** Characters of a token: 90 bytes fill them to the last bit, so that no token can be written in two ways. */
    static final int LENGTH = (PAYLOAD + MAC) / 3 * 4;

    /** A client is written as its place here: add at the end only. */
    private static final List<Client> CLIENTS = List.of(Client.WEB, Client.ANDROID, Client.IOS, Client.MINI_PROGRAM);

    private static final byte STAFF = (byte) 0x80;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final KeyedDigest digest;

    /** @param digest whose key serves refresh tokens and nothing else */
    RefreshTokens(KeyedDigest digest) {
        this.digest = digest;
    }

    /** The token as text. */
    String write(Grant grant) {
        byte[] payload = ByteBuffer.allocate(PAYLOAD)
                .put(FORMAT)
                .put(DECODER.decode(grant.subject().value()))
                .put(DECODER.decode(grant.session().value()))
                .put((byte) (CLIENTS.indexOf(grant.client()) | (grant.staff() ? STAFF : 0)))
                .putInt(grant.generation())
                .putInt(grant.counter())
                .putLong(grant.authenticatedAt().getEpochSecond())
                .putLong(grant.endsAt().getEpochSecond())
                .array();
        return ENCODER.encodeToString(ByteBuffer.allocate(PAYLOAD + MAC)
                .put(payload)
                .put(digest.of(ENCODER.encodeToString(payload)))
                .array());
    }

    /** What {@code text} says; empty if a bit of it isn't ours. */
    Optional<Grant> read(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = DECODER.decode(text);
            byte[] payload = Arrays.copyOf(bytes, PAYLOAD);
            byte[] mac = Arrays.copyOfRange(bytes, PAYLOAD, PAYLOAD + MAC);
            boolean ours = digest.matches(mac, ENCODER.encodeToString(payload)) && payload[0] == FORMAT;
            return ours ? Optional.of(parse(payload)) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static Grant parse(byte[] payload) {
        ByteBuffer buffer = ByteBuffer.wrap(payload, 1, PAYLOAD - 1);
        byte[] subject = new byte[ID];
        byte[] session = new byte[ID];
        byte flags = buffer.get(subject).get(session).get();
        return new Grant(
                new SubjectId(RandomText.of(subject)),
                new SessionId(RandomText.of(session)),
                CLIENTS.get(flags & ~STAFF),
                buffer.getInt(),
                buffer.getInt(),
                (flags & STAFF) != 0,
                Instant.ofEpochSecond(buffer.getLong()),
                Instant.ofEpochSecond(buffer.getLong()));
    }
}

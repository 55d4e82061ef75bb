package cn.touzhi.kernel.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that encrypts fields: a person's own, that of a day, or one derived for tokens.
 *
 * <p>AES-256-GCM with a random nonce (NIST SP 800-38D; one person's fields stay far below its 2³² messages for a key).
 * The owner and the field are authenticated with the ciphertext, so that it opens in its own place only. A ciphertext
 * begins with its algorithm and the version of its key, so that both can change while old ones stay readable.
 *
 * <pre>algorithm (1 byte) · key version (4) · nonce (12) · ciphertext and tag</pre>
 */
public final class DataKey {
    private static final byte AES_256_GCM = 1;
    private static final int HEADER = 1 + Integer.BYTES;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final int version;
    private final SecretKey key;

    /** @param version told in each ciphertext; which key it means is the owner's affair */
    public DataKey(int version, SecretKey key) {
        this.version = version;
        this.key = key;
    }

    /** A key out of 32 raw bytes, as KMS gives them. */
    public static DataKey of(int version, byte[] raw) {
        return new DataKey(version, new SecretKeySpec(raw, "AES"));
    }

    /** Which version of its key made {@code sealed}. */
    public static int versionOf(byte[] sealed) {
        return sealed.length < HEADER
                ? -1
                : ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
    }

    /** Encrypts {@code plain} for the place that {@code owner} and {@code field} name. */
    public byte[] seal(byte[] plain, String owner, String field, SecureRandom random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(HEADER + NONCE)
                .put(AES_256_GCM)
                .putInt(version)
                .put(nonce)
                .array();
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, nonce, owner, field).doFinal(plain);
            return ByteBuffer.allocate(header.length + body.length)
                    .put(header)
                    .put(body)
                    .array();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Encrypts text; see {@link #seal(byte[], String, String, SecureRandom)}. */
    public byte[] seal(String plain, String owner, String field, SecureRandom random) {
        return seal(plain.getBytes(StandardCharsets.UTF_8), owner, field, random);
    }

    /**
     * Decrypts what {@link #seal} gave.
     *
     * @throws UnreadableException if a bit of it, its owner, its field or its key differs: one and the same whatever
     *     the reason (ASVS 5, 11.2.5)
     */
    public byte[] open(byte[] sealed, String owner, String field) {
        if (sealed.length < HEADER + NONCE + TAG_BITS / 8 || sealed[0] != AES_256_GCM || versionOf(sealed) != version) {
            throw new UnreadableException();
        }
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER, HEADER + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, owner, field)
                    .doFinal(sealed, HEADER + NONCE, sealed.length - HEADER - NONCE);
        } catch (GeneralSecurityException tampered) {
            throw new UnreadableException();
        }
    }

    /** Decrypts text; see {@link #open(byte[], String, String)}. */
    public String openText(byte[] sealed, String owner, String field) {
        return new String(open(sealed, owner, field), StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, String owner, String field) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] ownerBytes = owner.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(
                ByteBuffer.allocate(Integer.BYTES).putInt(ownerBytes.length).array());
        cipher.updateAAD(ownerBytes);
        cipher.updateAAD(field.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A ciphertext that this key can't open here. */
    public static final class UnreadableException extends RuntimeException {
        private UnreadableException() {
            super("a ciphertext can't be read here");
        }
    }
}

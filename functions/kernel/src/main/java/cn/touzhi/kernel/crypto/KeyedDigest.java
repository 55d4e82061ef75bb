package cn.touzhi.kernel.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HMAC-SHA256 under a secret of the platform: it finds and compares what must not be readable in a store.
 *
 * <p>A plain hash would not do: a million codes, or all phone numbers of a country, are tried in seconds. Each purpose
 * has a key of its own, derived by HKDF (RFC 5869), so that what is made for one purpose never passes for another.
 */
public final class KeyedDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKey key;

    /**
     * @param secret at least 32 bytes, from Secrets Manager
     * @param purpose what the digests are for, constant in code
     * @throws IllegalArgumentException if the secret is too short
     */
    public KeyedDigest(byte[] secret, String purpose) {
        this.key = derive(secret, purpose, ALGORITHM);
    }

    /**
     * A key for {@code algorithm} derived from {@code secret} for one purpose.
     *
     * @throws IllegalArgumentException if the secret has fewer than 32 bytes
     */
    public static SecretKey derive(byte[] secret, String purpose, String algorithm) {
        if (secret.length < BYTES) {
            throw new IllegalArgumentException("a secret of at least 32 bytes is needed");
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /**
     * The digest of {@code parts}. Each part goes in with its length, so that ("ab", "c") and ("a", "bc") differ.
     *
     * @return 32 bytes
     */
    public byte[] of(String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The digest of {@code parts} in lower-case hexadecimal, for keys of tables. */
    public String hexOf(String... parts) {
        return HexFormat.of().formatHex(of(parts));
    }

    /** Whether {@code digest} is that of {@code parts}, in a time that tells nothing about where they differ. */
    public boolean matches(byte[] digest, String... parts) {
        return MessageDigest.isEqual(digest, of(parts));
    }
}

package cn.touzhi.resumes.search;

import cn.touzhi.kernel.aws.RoomSecret;
import cn.touzhi.kernel.crypto.KeyedDigest;
import cn.touzhi.kernel.employer.EmployerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names things to one employer so that no other can tell what is meant, and nobody can make or change a name. The same thing
 * has the same name for the same employer, and another for each other one, so that results can't be joined.
 *
 * <p>AES-256-GCM under a key derived from the room's secret and the employer's id. The nonce is a keyed digest of all that is
 * encrypted, so it comes again with the same text only (the construction of RFC 5297, "SIV").
 */
final class Handles {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final KeyedDigest keys;
    private final KeyedDigest nonces;

    Handles(RoomSecret secret) {
        this.keys = secret.digests("resumes-handles");
        this.nonces = secret.digests("resumes-handles-nonces");
    }

    /** Names {@code text} to {@code employer}; it is good for {@code use} alone. */
    String seal(EmployerId employer, String use, String text) {
        byte[] nonce = Arrays.copyOf(nonces.of(employer.value(), use, text), NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, employer, use, nonce, text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /** What {@code name} names; empty if it is none that {@code employer} got for {@code use}. */
    Optional<String> open(EmployerId employer, String use, String name) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(name);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        if (bytes.length <= NONCE + TAG_BITS / 8) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE);
        return run(Cipher.DECRYPT_MODE, employer, use, nonce, Arrays.copyOfRange(bytes, NONCE, bytes.length))
                .map(text -> new String(text, StandardCharsets.UTF_8));
    }

    /** Empty where what is to be decrypted was not encrypted so. */
    private Optional<byte[]> run(int mode, EmployerId employer, String use, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode, new SecretKeySpec(keys.of(employer.value()), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(use.getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException tampered) {
            return Optional.empty();
        }
    }
}

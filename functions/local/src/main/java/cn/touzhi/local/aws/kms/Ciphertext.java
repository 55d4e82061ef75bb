package cn.touzhi.local.aws.kms;

import cn.touzhi.local.aws.ServiceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What KMS hands out in place of a plaintext. It names its key, so that decrypting needs no key id, and is bound to the
 * encryption context (AES-256-GCM, the context as additional data).
 *
 * <pre>
 * version (1) | length of the key id (1) | key id | nonce (12) | ciphertext and tag
 * </pre>
 */
record Ciphertext(String keyId, byte[] nonce, byte[] sealed) {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] seal(KmsKey key, byte[] plaintext, JsonNode context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plaintext);
            byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(2 + id.length + nonce.length + sealed.length)
                    .put(VERSION)
                    .put((byte) id.length)
                    .put(id)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws ServiceException {@code InvalidCiphertextException} if it is none of ours */
    static Ciphertext read(byte[] blob) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(blob);
            if (buffer.get() != VERSION) {
                throw invalid();
            }
            byte[] id = new byte[Byte.toUnsignedInt(buffer.get())];
            byte[] nonce = new byte[NONCE_BYTES];
            buffer.get(id).get(nonce);
            byte[] sealed = new byte[buffer.remaining()];
            buffer.get(sealed);
            return new Ciphertext(new String(id, StandardCharsets.UTF_8), nonce, sealed);
        } catch (BufferUnderflowException torn) {
            throw invalid();
        }
    }

    /** @throws ServiceException {@code InvalidCiphertextException} if it was changed or the context is another */
    byte[] open(KmsKey key, JsonNode context) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed);
        } catch (AEADBadTagException changed) {
            throw invalid();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cipher cipher(int mode, KmsKey key, byte[] nonce, JsonNode context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.secret(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        Map<String, String> sorted = new TreeMap<>();
        context.properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        sorted.forEach((name, value) -> {
            update(cipher, name);
            update(cipher, value);
        });
        return cipher;
    }

    private static void update(Cipher cipher, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        cipher.updateAAD(bytes);
    }

    static ServiceException invalid() {
        return new ServiceException(400, "InvalidCiphertextException", "The ciphertext is not valid.");
    }
}

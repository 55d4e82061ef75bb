package cn.touzhi.kernel.voucher;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * A key by which one room confirms what it says to another: its maker's role may generate, its reader's verify, and
 * nobody else either (AWS KMS developer guide, "HMAC keys in AWS KMS").
 */
public final class MacKey {
    private static final MacAlgorithmSpec ALGORITHM = MacAlgorithmSpec.HMAC_SHA_256;

    private final KmsClient kms;
    private final String keyId;

    /** @param keyId id or ARN of the KMS key */
    public MacKey(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    /** Confirms that {@code message} is a {@code kind}. */
    byte[] confirm(String kind, byte[] message) {
        return kms.generateMac(
                        request -> request.keyId(keyId).macAlgorithm(ALGORITHM).message(digest(kind, message)))
                .mac()
                .asByteArray();
    }

    /** Whether {@code mac} confirms that {@code message} is a {@code kind}. */
    boolean confirms(String kind, byte[] message, byte[] mac) {
        try {
            return kms.verifyMac(request -> request.keyId(keyId)
                            .macAlgorithm(ALGORITHM)
                            .message(digest(kind, message))
                            .mac(SdkBytes.fromByteArray(mac)))
                    .macValid();
        } catch (KmsInvalidMacException forged) {
            return false;
        }
    }

    /** KMS takes 4 KB at most, and what is of one kind must never pass for another. */
    private static SdkBytes digest(String kind, byte[] message) {
        byte[] name = kind.getBytes(StandardCharsets.UTF_8);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            digest.update(name);
            return SdkBytes.fromByteArray(digest.digest(message));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

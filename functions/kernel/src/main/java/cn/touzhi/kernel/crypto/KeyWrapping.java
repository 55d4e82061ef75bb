package cn.touzhi.kernel.crypto;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/**
 * Makes data keys and unwraps them again, under one KMS key.
 *
 * <p>What a data key is for goes into the encryption context, so that a wrapped key moved to another person's place
 * doesn't open there.
 */
public final class KeyWrapping {
    private final KmsClient kms;
    private final String keyId;

    /** @param keyId id or ARN of the KMS key */
    public KeyWrapping(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    /** A new data key of 256 bits, in clear and wrapped. */
    public Wrapped create(Map<String, String> context) {
        var made = kms.generateDataKey(
                request -> request.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(context));
        return new Wrapped(made.plaintext().asByteArray(), made.ciphertextBlob().asByteArray());
    }

    /** What was wrapped for the same {@code context}. */
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
        return kms.decrypt(request -> request.keyId(keyId)
                        .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                        .encryptionContext(context))
                .plaintext()
                .asByteArray();
    }

    /**
     * A new data key.
     *
     * @param clear never leaves the process
     * @param wrapped to be stored
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Wrapped(byte[] clear, byte[] wrapped) {}
}

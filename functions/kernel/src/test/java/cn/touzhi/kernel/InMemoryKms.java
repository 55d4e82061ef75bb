package cn.touzhi.kernel;

import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.KeyedDigest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/** KMS without the network: really wraps, really binds to key and context, and counts its calls. */
public final class InMemoryKms implements KmsClient {
    private final SecureRandom random = new SecureRandom();
    private final byte[] secret = bytes(32);
    private final DataKey master = DataKey.of(1, bytes(32));
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean down;

    /** How many calls were made so far. */
    public int calls() {
        return calls.get();
    }

    /** From now on it answers nothing, or answers again. */
    public void isDown(boolean now) {
        down = now;
    }

    @Override
    public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        count();
        byte[] key = bytes(32);
        return GenerateDataKeyResponse.builder()
                .plaintext(SdkBytes.fromByteArray(key))
                .ciphertextBlob(wrap(key, request.keyId(), request.encryptionContext()))
                .build();
    }

    @Override
    public GenerateDataKeyPairWithoutPlaintextResponse generateDataKeyPairWithoutPlaintext(
            GenerateDataKeyPairWithoutPlaintextRequest request) {
        count();
        KeyPair pair = pairOf(request.keyPairSpecAsString());
        return GenerateDataKeyPairWithoutPlaintextResponse.builder()
                .publicKey(SdkBytes.fromByteArray(pair.getPublic().getEncoded()))
                .privateKeyCiphertextBlob(
                        wrap(pair.getPrivate().getEncoded(), request.keyId(), request.encryptionContext()))
                .build();
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
        count();
        return EncryptResponse.builder()
                .ciphertextBlob(wrap(request.plaintext().asByteArray(), request.keyId(), request.encryptionContext()))
                .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        count();
        try {
            byte[] clear = master.open(
                    request.ciphertextBlob().asByteArray(), request.keyId(), field(request.encryptionContext()));
            return DecryptResponse.builder()
                    .plaintext(SdkBytes.fromByteArray(clear))
                    .build();
        } catch (DataKey.UnreadableException wrong) {
            throw InvalidCiphertextException.builder().message("wrong context").build();
        }
    }

    @Override
    public GenerateMacResponse generateMac(GenerateMacRequest request) {
        count();
        return GenerateMacResponse.builder()
                .mac(SdkBytes.fromByteArray(mac(request.keyId(), request.message())))
                .build();
    }

    @Override
    public VerifyMacResponse verifyMac(VerifyMacRequest request) {
        count();
        if (!Arrays.equals(
                mac(request.keyId(), request.message()), request.mac().asByteArray())) {
            throw KmsInvalidMacException.builder().message("another MAC").build();
        }
        return VerifyMacResponse.builder().macValid(true).build();
    }

    private byte[] mac(String keyId, SdkBytes message) {
        return new KeyedDigest(secret, keyId).of(HexFormat.of().formatHex(message.asByteArray()));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void count() {
        calls.incrementAndGet();
        if (down) {
            throw KmsInternalException.builder().statusCode(500).message("down").build();
        }
    }

    private SdkBytes wrap(byte[] clear, String keyId, Map<String, String> context) {
        return SdkBytes.fromByteArray(master.seal(clear, keyId, field(context), random));
    }

    private static String field(Map<String, String> context) {
        return new TreeMap<>(context).toString();
    }

    private static KeyPair pairOf(String spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Integer.parseInt(spec.substring("RSA_".length())));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

package cn.touzhi.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

@DisplayName("Keys and secrets")
@ResourceLock(Cloud.LOCK)
class KeysTest {
    @RegisterExtension
    static final Cloud cloud = new Cloud();

    private static final Map<String, String> CONTEXT = Map.of("room", "registration", "subject", "s1");

    private static KmsClient function;
    private static KmsClient deployer;
    private static SecretsManagerClient secrets;

    @BeforeAll
    static void clients() {
        function = cloud.function(KmsClient.builder());
        deployer = cloud.deployer(KmsClient.builder());
        secrets = cloud.deployer(SecretsManagerClient.builder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StorageKey",
                "arn:aws-cn:kms:cn-north-1:123456789012:key/StorageKey",
                "alias/storage",
                "arn:aws-cn:kms:cn-north-1:123456789012:alias/storage"
            })
    @DisplayName("give data keys that only the same encryption context opens")
    void dataKey(String keyId) {
        var made = function.generateDataKey(
                generate -> generate.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));

        var opened = function.decrypt(
                decrypt -> decrypt.ciphertextBlob(made.ciphertextBlob()).encryptionContext(CONTEXT));

        assertThat(made.keyId()).isEqualTo("arn:aws-cn:kms:cn-north-1:123456789012:key/StorageKey");
        assertThat(made.plaintext().asByteArray()).hasSize(32);
        assertThat(opened.plaintext()).isEqualTo(made.plaintext());
        assertThatThrownBy(() -> function.decrypt(decrypt -> decrypt.ciphertextBlob(made.ciphertextBlob())
                        .encryptionContext(Map.of("room", "registration", "subject", "s2"))))
                .isInstanceOf(InvalidCiphertextException.class);
    }

    @Test
    @DisplayName("refuse a ciphertext that was changed or is none")
    void changed() {
        byte[] blob = deployer.encrypt(
                        encrypt -> encrypt.keyId("StorageKey").plaintext(SdkBytes.fromUtf8String("secret")))
                .ciphertextBlob()
                .asByteArray();
        blob[blob.length - 1] ^= 1;

        assertThatThrownBy(() -> deployer.decrypt(decrypt -> decrypt.ciphertextBlob(SdkBytes.fromByteArray(blob))))
                .isInstanceOf(InvalidCiphertextException.class);
        assertThatThrownBy(() -> deployer.decrypt(decrypt -> decrypt.ciphertextBlob(SdkBytes.fromUtf8String("no"))))
                .isInstanceOf(InvalidCiphertextException.class);
    }

    @Test
    @DisplayName("are used only in the encryption context that the role is granted")
    void context() {
        assertThatThrownBy(() -> function.generateDataKey(generate -> generate.keyId("StorageKey")
                        .keySpec(DataKeySpec.AES_256)
                        .encryptionContext(Map.of("room", "jobs"))))
                .isInstanceOfSatisfying(KmsException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("AccessDeniedException"));
    }

    @Test
    @DisplayName("are closed to everybody whom the key's own policy does not let in")
    void keyPolicy() {
        assertThatThrownBy(() -> function.decrypt(decrypt -> decrypt.keyId("ClosedKey")
                        .ciphertextBlob(SdkBytes.fromUtf8String("x"))
                        .encryptionContext(CONTEXT)))
                .hasMessageContaining("no resource-based policy allows the kms:Decrypt action");
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, RSA, SHA256withRSA", "RSA_3072, RSA, SHA256withRSA", "ECC_NIST_P256, EC, SHA256withECDSA"})
    @DisplayName("give key pairs whose private half is only to be had by decrypting")
    void pair(String spec, String algorithm, String signature) throws Exception {
        var pair = deployer.generateDataKeyPairWithoutPlaintext(generate -> generate.keyId("StorageKey")
                .keyPairSpec(DataKeyPairSpec.fromValue(spec))
                .encryptionContext(CONTEXT));
        byte[] secret = deployer.decrypt(decrypt ->
                        decrypt.ciphertextBlob(pair.privateKeyCiphertextBlob()).encryptionContext(CONTEXT))
                .plaintext()
                .asByteArray();

        KeyFactory keys = KeyFactory.getInstance(algorithm);
        PrivateKey key = keys.generatePrivate(new PKCS8EncodedKeySpec(secret));
        Signature signing = Signature.getInstance(signature);
        signing.initSign(key);
        signing.update((byte) 1);
        byte[] signed = signing.sign();
        signing.initVerify(
                keys.generatePublic(new X509EncodedKeySpec(pair.publicKey().asByteArray())));
        signing.update((byte) 1);

        assertThat(signing.verify(signed)).isTrue();
    }

    @Test
    @DisplayName("make and verify MACs")
    void mac() {
        SdkBytes message = SdkBytes.fromUtf8String("message");
        var made = deployer.generateMac(generate -> generate.keyId("MacKey")
                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                .message(message));

        assertThat(made.mac().asByteArray()).hasSize(32);
        assertThat(deployer.verifyMac(verify -> verify.keyId("MacKey")
                                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                                .message(message)
                                .mac(made.mac()))
                        .macValid())
                .isTrue();
        assertThatThrownBy(() -> deployer.verifyMac(verify -> verify.keyId("MacKey")
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(SdkBytes.fromUtf8String("other"))
                        .mac(made.mac())))
                .isInstanceOf(KmsInvalidMacException.class);
        assertThatThrownBy(() ->
                        deployer.encrypt(encrypt -> encrypt.keyId("MacKey").plaintext(message)))
                .isInstanceOf(InvalidKeyUsageException.class);
    }

    @Test
    @DisplayName("can be disabled, enabled and scheduled for deletion")
    void states() {
        SdkBytes plaintext = SdkBytes.fromUtf8String("x");
        deployer.disableKey(disable -> disable.keyId("ClosedKey"));
        assertThatThrownBy(() ->
                        deployer.encrypt(encrypt -> encrypt.keyId("ClosedKey").plaintext(plaintext)))
                .isInstanceOf(DisabledException.class);

        deployer.scheduleKeyDeletion(delete -> delete.keyId("ClosedKey").pendingWindowInDays(7));
        assertThatThrownBy(() ->
                        deployer.encrypt(encrypt -> encrypt.keyId("ClosedKey").plaintext(plaintext)))
                .isInstanceOf(KmsInvalidStateException.class);
        assertThat(deployer.describeKey(about -> about.keyId("ClosedKey"))
                        .keyMetadata()
                        .keyState())
                .isEqualTo(KeyState.PENDING_DELETION);

        deployer.enableKey(enable -> enable.keyId("ClosedKey"));
        assertThat(deployer.encrypt(encrypt -> encrypt.keyId("ClosedKey").plaintext(plaintext))
                        .keyId())
                .endsWith("ClosedKey");
    }

    @Test
    @DisplayName("show the public half where there is one")
    void publicKey() {
        assertThat(deployer.getPublicKey(get -> get.keyId("RsaKey")).publicKey().asByteArray())
                .isNotEmpty();
        assertThatThrownBy(() -> deployer.getPublicKey(get -> get.keyId("StorageKey")))
                .isInstanceOf(KmsException.class);
    }

    @Test
    @DisplayName("that are not there, and operations that are not known, get KMS's errors")
    void unknown() {
        assertThatThrownBy(() -> deployer.describeKey(about -> about.keyId("alias/none")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> deployer.listGrants(list -> list.keyId("StorageKey")))
                .isInstanceOfSatisfying(KmsException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("UnknownOperationException"));
    }

    @Test
    @DisplayName("of Secrets Manager are generated once and found by name and ARN")
    void secret() {
        String arn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:Pepper-000000";

        var mine = cloud.function(SecretsManagerClient.builder()).getSecretValue(get -> get.secretId(arn));

        assertThat(mine.secretString()).matches("[A-Za-z0-9]{64}");
        assertThat(mine.versionStages()).containsExactly("AWSCURRENT");
        assertThat(secrets.getSecretValue(get -> get.secretId("Pepper")).secretString())
                .isEqualTo(mine.secretString());
        assertThatThrownBy(() -> secrets.getSecretValue(get -> get.secretId("None")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> cloud.function(SecretsManagerClient.builder())
                        .putSecretValue(put -> put.secretId(arn).secretString("x")))
                .isInstanceOfSatisfying(SecretsManagerException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("AccessDeniedException"));
    }

    @Test
    @DisplayName("of Secrets Manager keep the version before")
    void versions() {
        String before = secrets.getSecretValue(get -> get.secretId("Rotated")).secretString();
        String token = "0123456789abcdef0123456789abcdef";

        secrets.putSecretValue(
                put -> put.secretId("Rotated").secretString("new").clientRequestToken(token));
        secrets.putSecretValue(
                put -> put.secretId("Rotated").secretString("new").clientRequestToken(token));

        assertThat(secrets.getSecretValue(get -> get.secretId("Rotated")).secretString())
                .isEqualTo("new");
        assertThat(secrets.getSecretValue(get -> get.secretId("Rotated").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo(before);
        assertThat(secrets.describeSecret(about -> about.secretId("Rotated")).versionIdsToStages())
                .hasSize(2);
        assertThatThrownBy(() -> secrets.putSecretValue(
                        put -> put.secretId("Rotated").secretString("other").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class);
    }
}

package cn.touzhi.local.aws.kms;

import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.template.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What KMS does with a key. */
final class Operations {
    private static final Set<String> KNOWN = Set.of(
            "Encrypt",
            "Decrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateMac",
            "VerifyMac",
            "DescribeKey",
            "GetPublicKey",
            "EnableKey",
            "DisableKey",
            "ScheduleKeyDeletion",
            "CancelKeyDeletion",
            "ListKeys");

    private static final int LONGEST_PLAINTEXT = 4096;

    private final KeyStore store;
    private final PairsAhead pairs;
    private final Clock clock;

    Operations(KeyStore store, PairsAhead pairs, Clock clock) {
        this.store = store;
        this.pairs = pairs;
        this.clock = clock;
    }

    boolean knows(String operation) {
        return KNOWN.contains(operation);
    }

    JsonNode perform(String operation, KmsKey key, JsonNode request) {
        return switch (operation) {
            case "Encrypt" -> encrypt(key, request);
            case "Decrypt" -> decrypt(key, request);
            case "GenerateDataKey" -> DataKeys.key(key, request, true);
            case "GenerateDataKeyWithoutPlaintext" -> DataKeys.key(key, request, false);
            case "GenerateDataKeyPair" -> DataKeys.pair(key, request, true, pairs);
            case "GenerateDataKeyPairWithoutPlaintext" -> DataKeys.pair(key, request, false, pairs);
            case "GenerateMac" -> generateMac(key, request);
            case "VerifyMac" -> verifyMac(key, request);
            case "GetPublicKey" -> publicKey(key);
            case "EnableKey" -> change(key, KeyState.Enabled);
            case "DisableKey" -> change(key, KeyState.Disabled);
            case "CancelKeyDeletion" -> change(key, KeyState.Disabled);
            case "ScheduleKeyDeletion" -> scheduleDeletion(key, request);
            default -> KeyDescription.of(key, clock);
        };
    }

    JsonNode list() {
        ObjectNode answer = object().put("Truncated", false);
        store.names()
                .forEach(name ->
                        answer.withArray("Keys").addObject().put("KeyId", name).put("KeyArn", Names.key(name)));
        return answer;
    }

    private static JsonNode encrypt(KmsKey key, JsonNode request) {
        key.demand("ENCRYPT_DECRYPT");
        byte[] plaintext = bytes(request, "Plaintext");
        if (plaintext.length == 0 || plaintext.length > LONGEST_PLAINTEXT) {
            throw invalid("Plaintext must have 1 to 4096 bytes.");
        }
        return object().put("KeyId", key.arn())
                .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .put("CiphertextBlob", sealed(key, plaintext, request));
    }

    private static JsonNode decrypt(KmsKey key, JsonNode request) {
        key.demand("ENCRYPT_DECRYPT");
        Ciphertext ciphertext = Ciphertext.read(bytes(request, "CiphertextBlob"));
        if (!ciphertext.keyId().equals(key.id())) {
            throw new ServiceException(
                    400, "IncorrectKeyException", "The key ID in the request does not identify the key used.");
        }
        return object().put("KeyId", key.arn())
                .put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .put("Plaintext", base64(ciphertext.open(key, request.path("EncryptionContext"))));
    }

    private static JsonNode generateMac(KmsKey key, JsonNode request) {
        return object().put("KeyId", key.arn())
                .put("MacAlgorithm", request.path("MacAlgorithm").asText())
                .put("Mac", base64(mac(key, request)));
    }

    private static JsonNode verifyMac(KmsKey key, JsonNode request) {
        if (!MessageDigest.isEqual(mac(key, request), bytes(request, "Mac"))) {
            throw new ServiceException(400, "KMSInvalidMacException", "The MAC is not valid.");
        }
        return object().put("KeyId", key.arn())
                .put("MacAlgorithm", request.path("MacAlgorithm").asText())
                .put("MacValid", true);
    }

    private static byte[] mac(KmsKey key, JsonNode request) {
        key.demand("GENERATE_VERIFY_MAC");
        String algorithm = request.path("MacAlgorithm").asText();
        if (!algorithm.equals(KeyDescription.macAlgorithm(key))) {
            throw invalid("MacAlgorithm is not one that this key has.");
        }
        byte[] message = bytes(request, "Message");
        if (message.length == 0 || message.length > LONGEST_PLAINTEXT) {
            throw invalid("Message must have 1 to 4096 bytes.");
        }
        try {
            String name = "Hmac" + algorithm.substring("HMAC_".length()).replace("_", "");
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.secret(), name));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode publicKey(KmsKey key) {
        if (key.open().length == 0) {
            throw new ServiceException(
                    400, "UnsupportedOperationException", key.arn() + " has no public key; it is symmetric.");
        }
        key.demand(key.declared().usage());
        return object().put("KeyId", key.arn())
                .put("KeySpec", key.declared().spec())
                .put("KeyUsage", key.declared().usage())
                .put("PublicKey", base64(key.open()));
    }

    private JsonNode change(KmsKey key, KeyState state) {
        store.set(key.id(), state);
        return object().put("KeyId", key.arn());
    }

    private JsonNode scheduleDeletion(KmsKey key, JsonNode request) {
        int days = request.path("PendingWindowInDays").asInt(30);
        store.set(key.id(), KeyState.PendingDeletion);
        return object().put("KeyId", key.arn())
                .put("KeyState", KeyState.PendingDeletion.name())
                .put("PendingWindowInDays", days)
                .put("DeletionDate", clock.instant().plus(Duration.ofDays(days)).getEpochSecond());
    }

    static String sealed(KmsKey key, byte[] plaintext, JsonNode request) {
        return base64(Ciphertext.seal(key, plaintext, request.path("EncryptionContext")));
    }

    static byte[] bytes(JsonNode request, String field) {
        try {
            return request.path(field).isTextual() ? request.get(field).binaryValue() : new byte[0];
        } catch (IOException malformed) {
            throw invalid(field + " is not Base64.");
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ServiceException invalid(String message) {
        return new ServiceException(400, "ValidationException", message);
    }
}

package cn.touzhi.local.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.security.SecureRandom;

/** Keys that KMS makes for others, with or without showing them. */
final class DataKeys {
    private static final int LONGEST = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DataKeys() {}

    /** @param inClear whether the answer has the plaintext too */
    static JsonNode key(KmsKey key, JsonNode request, boolean inClear) {
        key.demand("ENCRYPT_DECRYPT");
        byte[] plaintext = new byte[length(request)];
        RANDOM.nextBytes(plaintext);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", key.arn())
                .put("CiphertextBlob", Operations.sealed(key, plaintext, request));
        return inClear ? answer.put("Plaintext", Operations.base64(plaintext)) : answer;
    }

    private static int length(JsonNode request) {
        if (request.has("KeySpec") == request.has("NumberOfBytes")) {
            throw Operations.invalid("Please specify either number of bytes or key spec.");
        }
        if (request.has("KeySpec")) {
            return switch (request.path("KeySpec").asText()) {
                case "AES_256" -> 32;
                case "AES_128" -> 16;
                default -> throw Operations.invalid("KeySpec must be AES_256 or AES_128.");
            };
        }
        int length = request.path("NumberOfBytes").asInt();
        if (length < 1 || length > LONGEST) {
            throw Operations.invalid("NumberOfBytes must be 1 to 1024.");
        }
        return length;
    }

    /** @param inClear whether the answer has the private half in clear too */
    static JsonNode pair(KmsKey key, JsonNode request, boolean inClear, PairsAhead pairs) {
        key.demand("ENCRYPT_DECRYPT");
        String spec = request.path("KeyPairSpec").asText();
        if (!KeyPairs.knows(spec)) {
            throw Operations.invalid("KeyPairSpec is not one that is known.");
        }
        KeyPair pair = pairs.take(spec);
        byte[] secret = pair.getPrivate().getEncoded();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", key.arn())
                .put("KeyPairSpec", spec)
                .put("PublicKey", Operations.base64(pair.getPublic().getEncoded()))
                .put("PrivateKeyCiphertextBlob", Operations.sealed(key, secret, request));
        return inClear ? answer.put("PrivateKeyPlaintext", Operations.base64(secret)) : answer;
    }
}

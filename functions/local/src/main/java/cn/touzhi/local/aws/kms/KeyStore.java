package cn.touzhi.local.aws.kms;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.data.Journal;
import cn.touzhi.local.template.Key;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys' material and states; they outlive a {@code kill -9}, or nothing encrypted could be read again. */
final class KeyStore implements AutoCloseable {
    private static final int AES_BYTES = 32;
    private static final int HMAC_BYTES = 64;

    private final Journal journal;
    private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();

    KeyStore(DataFolder data, List<Key> declared) {
        journal = data.journal("keys");
        Map<String, byte[]> secrets = new HashMap<>();
        Map<String, byte[]> publics = new HashMap<>();
        Map<String, KeyState> states = new HashMap<>();
        journal.found().forEach(line -> {
            String id = line.path("key").asText();
            if (line.has("secret")) {
                secrets.put(id, Base64.getDecoder().decode(line.path("secret").asText()));
                publics.put(id, Base64.getDecoder().decode(line.path("public").asText()));
            } else {
                states.put(id, KeyState.valueOf(line.path("state").asText()));
            }
        });
        for (Key key : declared) {
            KeyState state = states.getOrDefault(key.logicalId(), key.enabled() ? KeyState.Enabled : KeyState.Disabled);
            byte[] secret = secrets.get(key.logicalId());
            keys.put(
                    key.logicalId(),
                    secret == null ? make(key, state) : new KmsKey(key, state, secret, publics.get(key.logicalId())));
        }
    }

    private KmsKey make(Key key, KeyState state) {
        byte[] secret;
        byte[] open = {};
        if (key.spec().equals("SYMMETRIC_DEFAULT") || key.spec().startsWith("HMAC_")) {
            secret = new byte[key.spec().startsWith("HMAC_") ? HMAC_BYTES : AES_BYTES];
            new SecureRandom().nextBytes(secret);
        } else {
            KeyPair pair = pair(key.spec());
            secret = pair.getPrivate().getEncoded();
            open = pair.getPublic().getEncoded();
        }
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("key", key.logicalId())
                .put("secret", Base64.getEncoder().encodeToString(secret))
                .put("public", Base64.getEncoder().encodeToString(open));
        journal.append(line);
        return new KmsKey(key, state, secret, open);
    }

    private static KeyPair pair(String spec) {
        try {
            return KeyPairs.generate(spec);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JVM cannot make a key pair of spec " + spec + ".", impossible);
        }
    }

    KmsKey get(String logicalId) {
        return keys.get(logicalId);
    }

    List<String> names() {
        return keys.keySet().stream().sorted().toList();
    }

    synchronized void set(String logicalId, KeyState state) {
        journal.append(
                JsonNodeFactory.instance.objectNode().put("key", logicalId).put("state", state.name()));
        keys.computeIfPresent(logicalId, (id, key) -> key.in(state));
    }

    @Override
    public void close() {
        journal.close();
    }
}

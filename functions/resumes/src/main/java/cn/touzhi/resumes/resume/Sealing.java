package cn.touzhi.resumes.resume;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalBytes;

import cn.touzhi.kernel.crypto.DataKey;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Seals what a resume says with its owner's key, each kind of sensitive data by itself, and opens it again. */
public final class Sealing {
    private final JsonMapper json;
    private final SecureRandom random;

    public Sealing(JsonMapper json, SecureRandom random) {
        this.json = json;
        this.random = random;
    }

    /**
     * Seals it.
     *
     * @param place id of the resume or version that it is for: it opens nowhere else
     */
    public Sealed seal(DataKey key, String place, Opened opened) {
        Map<SensitiveKind, byte[]> kinds = new EnumMap<>(SensitiveKind.class);
        opened.sensitive()
                .byKind()
                .forEach((kind, value) -> kinds.put(kind, key.seal(value, place, kind.attribute(), random)));
        return new Sealed(key.seal(bytesOfFields(opened.fields()), place, Resume.CONTENT, random), kinds);
    }

    /** Opens it; see {@link #seal}. */
    public Opened open(DataKey key, String place, Sealed sealed) {
        Map<SensitiveKind, String> kinds = new EnumMap<>(SensitiveKind.class);
        sealed.kinds().forEach((kind, value) -> kinds.put(kind, key.openText(value, place, kind.attribute())));
        try {
            return new Opened(
                    json.readValue(key.open(sealed.content(), place, Resume.CONTENT), ResumeFields.class),
                    Sensitive.of(kinds));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * SHA-256 of what is stored, in hexadecimal. It is one of ciphertexts, so that whoever knows most of what was said can't
     * find out the rest by trying.
     */
    public static String hash(Sealed sealed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(sealed.content());
            new TreeMap<>(sealed.kinds()).values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private byte[] bytesOfFields(ResumeFields fields) {
        try {
            return json.writeValueAsBytes(fields);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * What a resume says.
     *
     * @param fields what anybody's resume says
     * @param sensitive what is disclosed beyond
     */
    public record Opened(ResumeFields fields, Sensitive sensitive) {}

    /**
     * The same as it is stored.
     *
     * @param content the fields
     * @param kinds what is disclosed beyond, by kind
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] content, Map<SensitiveKind, byte[]> kinds) {
        /** Takes a copy. */
        public Sealed {
            kinds = Map.copyOf(kinds);
        }

        /** One kind, if it is disclosed. */
        public Optional<byte[]> of(SensitiveKind kind) {
            return Optional.ofNullable(kinds.get(kind));
        }

        /** Puts it into an item. */
        public void putInto(Map<String, AttributeValue> item) {
            item.put(Resume.CONTENT, bytes(content));
            kinds.forEach((kind, value) -> item.put(kind.attribute(), bytes(value)));
        }

        /** Reads it from an item. */
        public static Sealed of(Map<String, AttributeValue> item) {
            Map<SensitiveKind, byte[]> kinds = new EnumMap<>(SensitiveKind.class);
            for (SensitiveKind kind : SensitiveKind.values()) {
                optionalBytes(item, kind.attribute()).ifPresent(value -> kinds.put(kind, value));
            }
            return new Sealed(bytesOf(item, Resume.CONTENT), kinds);
        }
    }
}

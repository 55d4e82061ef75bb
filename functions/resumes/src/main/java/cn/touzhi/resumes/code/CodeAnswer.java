package cn.touzhi.resumes.code;

import cn.touzhi.kernel.http.EntityTag;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What is answered, and its entity tag: the digest of these very bytes, so that whatever changes them changes the tag.
 *
 * @param json the body
 * @param tag its SHA-256 in lower-case hexadecimal
 */
record CodeAnswer(String json, EntityTag tag) {
    static CodeAnswer of(Object view, JsonMapper mapper) {
        try {
            byte[] json = mapper.writeValueAsBytes(view);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return new CodeAnswer(
                    new String(json, StandardCharsets.UTF_8),
                    new EntityTag(HexFormat.of().formatHex(digest)));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

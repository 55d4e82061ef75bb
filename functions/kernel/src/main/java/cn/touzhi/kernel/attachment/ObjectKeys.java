package cn.touzhi.kernel.attachment;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Where attachments lie in their bucket. Keys are ours: of the files' names they have nothing, and of their owners an opaque
 * id, while the file is in quarantine and nobody but its owner knows where. Every prefix ends with a slash, so that none is
 * the beginning of another.
 *
 * <pre>
 * quarantine/{subject}/{attachment}        what was uploaded and isn't checked; each upload is a version of it
 * clean/{attachment}/{upload}/file         what was found to be harmless
 * clean/{attachment}/{upload}/thumbnail    of a picture
 * </pre>
 */
public final class ObjectKeys {
    /** How keys in quarantine begin. */
    public static final String QUARANTINE = "quarantine/";

    private static final String CLEAN = "clean/";

    private ObjectKeys() {}

    /** Where an attachment is uploaded to. */
    public static String uploaded(SubjectId subject, String attachment) {
        return quarantineOf(subject) + attachment;
    }

    /** All that somebody uploaded and that isn't checked. */
    public static String quarantineOf(SubjectId subject) {
        return QUARANTINE + subject.value() + "/";
    }

    /** All that was found to be harmless of an attachment. */
    public static String cleanOf(String attachment) {
        return CLEAN + attachment + "/";
    }

    /** What came of one upload. */
    public static String cleanOf(String attachment, String upload) {
        return cleanOf(attachment) + upload + "/";
    }

    /** The file. */
    public static String file(String attachment, String upload) {
        return cleanOf(attachment, upload) + "file";
    }

    /** Its thumbnail. */
    public static String thumbnail(String attachment, String upload) {
        return cleanOf(attachment, upload) + "thumbnail";
    }

    /** The name of an upload: the same for the same version, whose own name is the store's and may be of any form. */
    public static String uploadOf(String versionId) {
        try {
            return RandomText.of(
                    MessageDigest.getInstance("SHA-256").digest(versionId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** What lies at {@code key}, if that is the key of an upload. */
    public static Optional<Uploaded> read(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3 || !(parts[0] + "/").equals(QUARANTINE) || !RandomText.matches(parts[2])) {
            return Optional.empty();
        }
        return SubjectId.parse(parts[1]).map(subject -> new Uploaded(subject, parts[2]));
    }

    /**
     * What was uploaded.
     *
     * @param subject by whom
     * @param attachment as which attachment
     */
    public record Uploaded(SubjectId subject, String attachment) {}
}

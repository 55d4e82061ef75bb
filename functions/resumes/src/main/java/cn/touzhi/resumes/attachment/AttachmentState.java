package cn.touzhi.resumes.attachment;

import java.util.Locale;

/** How far an attachment has come. */
enum AttachmentState {
    /** Nothing was uploaded yet, or what was isn't checked. */
    PENDING,
    /** It is what it was said to be, and harmless. */
    CLEAN,
    /** It isn't; the file is gone. */
    REFUSED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AttachmentState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package cn.touzhi.attachments.content;

import cn.touzhi.kernel.attachment.FileKind;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** What a check of a file came to. */
public sealed interface Verdict {
    /**
     * It is what it was declared, and nothing in it does anything.
     *
     * @param kind what it is
     * @param content what is to be stored: a document as it came; a picture made anew from its pixels, upright, so that
     *     no place, camera, date or comment (ASVS 5, 14.2.8) and nothing hidden behind it is left
     * @param thumbnail a small JPEG of a picture; empty for documents
     */
    record Clean(FileKind kind, byte[] content, Optional<byte[]> thumbnail) implements Verdict {
        public Clean {
            content = content.clone();
            thumbnail = thumbnail.map(byte[]::clone);
        }

        @Override
        public byte[] content() {
            return content.clone();
        }

        @Override
        public Optional<byte[]> thumbnail() {
            return thumbnail.map(byte[]::clone);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Clean that
                    && kind == that.kind
                    && Arrays.equals(content, that.content)
                    && Arrays.equals(thumbnail.orElse(null), that.thumbnail.orElse(null));
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, Arrays.hashCode(content), Arrays.hashCode(thumbnail.orElse(null)));
        }

        /** Sizes alone: what is in a file is the person's. */
        @Override
        public String toString() {
            return "Clean[" + kind + ", " + content.length + " bytes]";
        }
    }

    /**
     * It is not to be stored.
     *
     * @param reason the first thing found against it
     */
    record Refused(Reason reason) implements Verdict {}
}

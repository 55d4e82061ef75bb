package cn.touzhi.attachments.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finding bytes among bytes. */
final class Octets {
    private Octets() {}

    static byte[] of(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean startsWith(byte[] content, byte[] wanted) {
        return matches(content, wanted, 0);
    }

    static boolean matches(byte[] content, byte[] wanted, int at) {
        return at >= 0
                && content.length - at >= wanted.length
                && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** The first place at or after {@code from}, or -1. */
    static int indexOf(byte[] content, byte[] wanted, int from) {
        for (int at = from; at <= content.length - wanted.length; at++) {
            if (content[at] == wanted[0] && matches(content, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The last place, or -1. */
    static int lastIndexOf(byte[] content, byte[] wanted) {
        for (int at = content.length - wanted.length; at >= 0; at--) {
            if (content[at] == wanted[0] && matches(content, wanted, at)) {
                return at;
            }
        }
        return -1;
    }
}

package cn.touzhi.attachments.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whether a file that is no zip ends like one. A zip is read from its end (APPNOTE 4.3.16) and may have anything before
 * it, so that a document can be both; its end record may be followed by a comment of up to 65,535 bytes, in which the
 * document's own end fits.
 */
final class ZipTail {
    private static final byte[] END = Octets.of("PK\u0005\u0006");
    private static final byte[] CENTRAL = Octets.of("PK\u0001\u0002");
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;

    private ZipTail() {}

    static boolean present(byte[] content) {
        int from = Math.max(0, content.length - END_LENGTH - LONGEST_COMMENT);
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = Octets.indexOf(content, END, from); at >= 0; at = Octets.indexOf(content, END, at + 1)) {
            if (at + END_LENGTH <= content.length && directoryBefore(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    // four bytes alone come about by chance, once in 60,000 files
    private static boolean directoryBefore(ByteBuffer bytes, int end) {
        long length = Integer.toUnsignedLong(bytes.getInt(end + 12));
        long directory = Integer.toUnsignedLong(bytes.getInt(end + 16));
        return begins(bytes, end - length) || begins(bytes, directory);
    }

    private static boolean begins(ByteBuffer bytes, long at) {
        return at >= 0 && at < bytes.limit() && Octets.matches(bytes.array(), CENTRAL, (int) at);
    }
}

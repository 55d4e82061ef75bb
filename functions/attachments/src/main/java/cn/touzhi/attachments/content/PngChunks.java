package cn.touzhi.attachments.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Leaves of a PNG what makes its pixels (W3C PNG, clause 5): not its texts and profiles, which unpack to whatever size,
 * nor the later frames of an animation, nor what follows its end.
 */
final class PngChunks {
    private static final int SIGNATURE_LENGTH = 8;
    // length, type, checksum
    private static final int AROUND = 12;
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngChunks() {}

    /** The same picture without the rest. */
    static byte[] pixelsOnly(byte[] content) throws Refusal {
        ByteBuffer png = ByteBuffer.wrap(content);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(content.length);
        kept.write(content, 0, SIGNATURE_LENGTH);
        int at = SIGNATURE_LENGTH;
        while (true) {
            Refusal.when(at + AROUND > content.length, Reason.MALFORMED);
            long length = Integer.toUnsignedLong(png.getInt(at)) + AROUND;
            Refusal.when(at + length > content.length, Reason.MALFORMED);
            String type = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (PIXELS.contains(type)) {
                kept.write(content, at, (int) length);
            }
            if (type.equals("IEND")) {
                return kept.toByteArray();
            }
            at += (int) length;
        }
    }
}

package cn.touzhi.attachments.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the one thing in a JPEG's EXIF that its pixels need: how the camera was held (Exif 2.32, 4.6.4, tag 0x0112). */
final class ExifOrientation {
    private static final byte[] IDENTIFIER = Octets.of("Exif\0\0");
    private static final int TIFF_HEADER = 8;
    private static final int FIELD = 12;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private ExifOrientation() {}

    /** The orientation in the application segment's content from {@code from} to {@code end}; empty for none or nonsense. */
    static Optional<Integer> read(byte[] jpeg, int from, int end) {
        int start = from + IDENTIFIER.length;
        if (start + TIFF_HEADER > end || !Octets.matches(jpeg, IDENTIFIER, from)) {
            return Optional.empty();
        }
        ByteBuffer tiff = ByteBuffer.wrap(jpeg, start, end - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < TIFF_HEADER || directory > tiff.limit() - 2) {
            return Optional.empty();
        }
        int fields = Math.min(Short.toUnsignedInt(tiff.getShort(directory)), (tiff.limit() - directory - 2) / FIELD);
        return Stream.iterate(directory + 2, at -> at + FIELD)
                .limit(fields)
                .filter(at -> Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION && tiff.getShort(at + 2) == SHORT)
                .map(at -> Short.toUnsignedInt(tiff.getShort(at + 8)))
                .filter(orientation -> orientation >= 1 && orientation <= 8)
                .findFirst();
    }
}

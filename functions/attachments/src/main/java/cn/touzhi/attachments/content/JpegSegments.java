package cn.touzhi.attachments.content;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the segments of a JPEG (ITU-T T.81, annex B) and leaves those that make its pixels: not its EXIF, profiles and
 * comments, which decoders stumble over, nor what follows its end.
 *
 * @param pixels the same picture without the rest
 * @param orientation how it is to be turned, 1 to 8 (Exif 2.32, tag 0x0112); 1 where nothing is said
 */
record JpegSegments(byte[] pixels, int orientation) {
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int FIRST_APPLICATION = 0xE0;
    private static final int EXIF = 0xE1;
    // says in which colours the components are (Adobe technical note 5116)
    private static final int ADOBE = 0xEE;
    private static final int COLOURS_OF_PRINT = 4;

    static JpegSegments read(byte[] content, ContentLimits limits) throws Refusal {
        return new Reading(content, limits).read();
    }

    private static final class Reading {
        private final byte[] jpeg;
        private final ContentLimits limits;
        private final ByteArrayOutputStream kept;
        private final List<Integer> orientations = new ArrayList<>();
        private int scans;
        private int at = 2;

        Reading(byte[] jpeg, ContentLimits limits) {
            this.jpeg = jpeg;
            this.limits = limits;
            this.kept = new ByteArrayOutputStream(jpeg.length);
        }

        JpegSegments read() throws Refusal {
            Refusal.when(octet(0) != 0xFF || octet(1) != START_OF_IMAGE, Reason.MALFORMED);
            kept.write(jpeg, 0, 2);
            while (true) {
                Refusal.when(octet(at) != 0xFF, Reason.MALFORMED);
                while (octet(at + 1) == 0xFF) {
                    at++;
                }
                int marker = octet(at + 1);
                if (marker == END_OF_IMAGE) {
                    kept.write(jpeg, at, 2);
                    Refusal.when(scans == 0, Reason.MALFORMED);
                    return new JpegSegments(kept.toByteArray(), orientations.isEmpty() ? 1 : orientations.getFirst());
                }
                segment(marker);
            }
        }

        private void segment(int marker) throws Refusal {
            int end = at + 2 + (octet(at + 2) << 8 | octet(at + 3));
            Refusal.when(end < at + 4 || end > jpeg.length, Reason.MALFORMED);
            if (marker == EXIF) {
                ExifOrientation.read(jpeg, at + 4, end).ifPresent(orientations::add);
            }
            if (frame(marker)) {
                // here, since the decoder calls a side above 65,500 broken
                limits.measure(octet(at + 7) << 8 | octet(at + 8), octet(at + 5) << 8 | octet(at + 6));
                Refusal.when(octet(at + 9) == COLOURS_OF_PRINT, Reason.MALFORMED);
            }
            if (marker == START_OF_SCAN) {
                Refusal.when(++scans > limits.maxScans(), Reason.ARCHIVE_BOMB);
                end = endOfScan(end);
            }
            if (marker == ADOBE || marker < FIRST_APPLICATION) {
                kept.write(jpeg, at, end - at);
            }
            at = end;
        }

        /** A start of frame is 0xC0 to 0xCF but for tables of codes and conditioning (T.81, table B.1). */
        private static boolean frame(int marker) {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        private int endOfScan(int from) throws Refusal {
            int next = from;
            while (true) {
                if (octet(next) == 0xFF) {
                    int after = octet(next + 1);
                    boolean data = after == 0 || after >= FIRST_RESTART && after <= LAST_RESTART;
                    if (!data && after != 0xFF) {
                        return next;
                    }
                }
                next++;
            }
        }

        private int octet(int index) throws Refusal {
            Refusal.when(index >= jpeg.length, Reason.MALFORMED);
            return Byte.toUnsignedInt(jpeg[index]);
        }
    }
}

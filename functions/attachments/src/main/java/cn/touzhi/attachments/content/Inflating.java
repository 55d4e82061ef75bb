package cn.touzhi.attachments.content;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks the parts of one file and counts what comes out, whatever their headers claim. */
final class Inflating {
    private static final int PIECE = 64 * 1024;

    private final byte[] content;
    private final ContentLimits limits;
    private long left;

    Inflating(byte[] content, ContentLimits limits) {
        this.content = content;
        this.limits = limits;
        this.left = limits.maxUnpacked();
    }

    /** What a zip's part holds, which must be just as much as it claimed and agree with its checksum. */
    byte[] unpack(ZipPart part) throws Refusal {
        byte[] unpacked = part.deflated()
                ? inflate(new Inflater(true), part.offset(), part.packed(), true)
                : stored(part.offset(), part.packed());
        CRC32 crc = new CRC32();
        crc.update(unpacked);
        Refusal.when(unpacked.length != part.size() || (int) crc.getValue() != part.crc(), Reason.MALFORMED);
        return unpacked;
    }

    /**
     * What a zlib stream (RFC 1950) holds that starts at {@code offset}. Where it ends is its own affair: a reader that
     * cuts it short gets less.
     */
    byte[] zlib(int offset) throws Refusal {
        return inflate(new Inflater(), offset, content.length - offset, false);
    }

    private byte[] stored(int offset, int length) throws Refusal {
        take(length);
        byte[] bytes = new byte[length];
        System.arraycopy(content, offset, bytes, 0, length);
        return bytes;
    }

    private byte[] inflate(Inflater inflater, int offset, int packed, boolean whole) throws Refusal {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        try (inflater) {
            inflater.setInput(content, offset, packed);
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                // wants more than there is, or a dictionary that nobody has
                Refusal.when(length == 0 && !inflater.finished(), Reason.MALFORMED);
                take(length);
                unpacked.write(piece, 0, length);
                Refusal.when(bomb(unpacked.size(), inflater.getBytesRead()), Reason.ARCHIVE_BOMB);
            }
            Refusal.when(whole && inflater.getBytesRead() != packed, Reason.MALFORMED);
            return unpacked.toByteArray();
        } catch (DataFormatException broken) {
            throw new Refusal(Reason.MALFORMED);
        }
    }

    private boolean bomb(long unpacked, long packed) {
        return unpacked > ContentLimits.RATIO_FROM && unpacked > packed * limits.maxRatio();
    }

    private void take(int length) throws Refusal {
        left -= length;
        Refusal.when(left < 0, Reason.ARCHIVE_BOMB);
    }
}

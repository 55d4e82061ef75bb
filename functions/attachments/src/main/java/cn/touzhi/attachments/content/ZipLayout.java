package cn.touzhi.attachments.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a zip's directory and local headers (PKWARE APPNOTE 6.3.10, 4.3) and accepts only one layout: entries one after
 * the other from the first byte, then the directory, then its end record, the last byte of the file. What two programs
 * would unpack differently, from headers that differ, entries that overlap or bytes that belong to none, has no such
 * layout.
 */
final class ZipLayout {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int DESCRIBED_AFTER = 1 << 3;
    private static final int SYMBOLIC_LINK = 0xA000;
    private static final int UNIX_TYPE = 0xF000;

    private final ByteBuffer zip;
    private final ContentLimits limits;

    private ZipLayout(byte[] content, ContentLimits limits) {
        this.zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    /** The entries in the order of their bytes. */
    static List<ZipPart> read(byte[] content, ContentLimits limits) throws Refusal {
        return new ZipLayout(content, limits).read();
    }

    private record Header(
            int flags, int method, int crc, long packed, long size, byte[] name, int extra, int comment, int local) {}

    private List<ZipPart> read() throws Refusal {
        int end = zip.limit() - END_LENGTH;
        Refusal.when(
                end < 0 || zip.getInt(end) != END,
                Octets.lastIndexOf(zip.array(), Octets.of("PK\u0005\u0006")) < 0
                        ? Reason.MALFORMED
                        : Reason.TYPE_MISMATCH);
        int count = unsigned(end + 10);
        Refusal.when(count > limits.maxParts(), Reason.ARCHIVE_BOMB);
        long directory = Integer.toUnsignedLong(zip.getInt(end + 16));
        long length = Integer.toUnsignedLong(zip.getInt(end + 12));
        malformed(zip.getInt(end + 4) != 0 || unsigned(end + 8) != count || unsigned(end + 20) != 0);
        Refusal.when(directory + length != end, Reason.TYPE_MISMATCH);

        List<Header> headers = new ArrayList<>();
        int at = Math.toIntExact(directory);
        for (int entry = 0; entry < count; entry++) {
            Header header = central(at);
            headers.add(header);
            at += CENTRAL_LENGTH + header.name.length + header.extra + header.comment;
        }
        malformed(at != end || headers.isEmpty());
        names(headers);
        return adjoining(headers, Math.toIntExact(directory));
    }

    private Header central(int at) throws Refusal {
        malformed(at + CENTRAL_LENGTH > zip.limit() || zip.getInt(at) != CENTRAL);
        int unixMode = zip.getInt(at + 38) >>> 16;
        malformed((unixMode & UNIX_TYPE) == SYMBOLIC_LINK || unsigned(at + 34) != 0);
        Header header = new Header(
                unsigned(at + 8),
                unsigned(at + 10),
                zip.getInt(at + 16),
                Integer.toUnsignedLong(zip.getInt(at + 20)),
                Integer.toUnsignedLong(zip.getInt(at + 24)),
                bytes(at + CENTRAL_LENGTH, unsigned(at + 28)),
                unsigned(at + 30),
                unsigned(at + 32),
                zip.getInt(at + 42));
        Refusal.when((header.flags & ENCRYPTED) != 0, Reason.ENCRYPTED);
        malformed(header.method != 0 && header.method != 8);
        Refusal.when(header.size > limits.maxUnpacked(), Reason.ARCHIVE_BOMB);
        // also where a 64-bit extra field would say otherwise: nothing of this size needs one
        malformed(header.packed > zip.limit() || header.local < 0);
        return header;
    }

    private void names(List<Header> headers) throws Refusal {
        Set<String> seen = new HashSet<>();
        for (Header header : headers) {
            String name = name(header.name);
            malformed(name.isEmpty()
                    || name.startsWith("/")
                    || name.contains("\\")
                    || name.contains(":")
                    || List.of(name.split("/")).contains("..")
                    || name.chars().anyMatch(ZipLayout::deceives));
            // part names are the same whatever their case (ECMA-376 part 2, 6.2.2.3)
            malformed(!seen.add(name.toLowerCase(Locale.ROOT)));
        }
    }

    private static boolean deceives(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
    }

    private List<ZipPart> adjoining(List<Header> headers, int directory) throws Refusal {
        List<Header> inOrder =
                headers.stream().sorted(Comparator.comparingInt(Header::local)).toList();
        Refusal.when(inOrder.getFirst().local != 0, Reason.TYPE_MISMATCH);
        List<ZipPart> parts = new ArrayList<>();
        for (int entry = 0; entry < inOrder.size(); entry++) {
            int next = entry + 1 < inOrder.size() ? inOrder.get(entry + 1).local : directory;
            parts.add(local(inOrder.get(entry), next));
        }
        return parts;
    }

    private ZipPart local(Header header, int next) throws Refusal {
        int at = header.local;
        malformed(at + LOCAL_LENGTH > next || zip.getInt(at) != LOCAL);
        malformed(unsigned(at + 6) != header.flags || unsigned(at + 8) != header.method);
        byte[] name = bytes(at + LOCAL_LENGTH, unsigned(at + 26));
        malformed(!Arrays.equals(name, header.name));
        boolean later = (header.flags & DESCRIBED_AFTER) != 0;
        malformed(!same(at + 14, header.crc, later)
                || !same(at + 18, (int) header.packed, later)
                || !same(at + 22, (int) header.size, later));
        int data = at + LOCAL_LENGTH + name.length + unsigned(at + 28);
        long end = data + header.packed;
        malformed(later ? !describes(header, end, next) : end != next);
        return new ZipPart(name(name), header.method == 8, header.crc, data, (int) header.packed, (int) header.size);
    }

    private boolean same(int at, int value, boolean orZero) {
        int written = zip.getInt(at);
        return written == value || orZero && written == 0;
    }

    /** After the packed bytes: an optional mark, then checksum and sizes of four bytes each. */
    private boolean describes(Header header, long end, int next) {
        if (next - end != 12 && next - end != 16) {
            return false;
        }
        int at = next - 12;
        return (next - end == 12 || zip.getInt((int) end) == DESCRIPTOR)
                && zip.getInt(at) == header.crc
                && zip.getInt(at + 4) == (int) header.packed
                && zip.getInt(at + 8) == (int) header.size;
    }

    private byte[] bytes(int at, int length) throws Refusal {
        malformed(at + length > zip.limit());
        byte[] bytes = new byte[length];
        zip.get(at, bytes);
        return bytes;
    }

    private static String name(byte[] bytes) throws Refusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Refusal(Reason.MALFORMED);
        }
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private static void malformed(boolean bad) throws Refusal {
        Refusal.when(bad, Reason.MALFORMED);
    }
}

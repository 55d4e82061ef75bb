package cn.touzhi.attachments.content;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads every object that any program could find in a PDF, whatever its table of objects says: each place where one
 * begins ("obj"), also inside a stream or a string, each trailer, and each object in an object stream (ISO 32000-1,
 * 7.5.7), which is unpacked for that. Bytes read in all are bounded by a multiple of the file's length, since places may
 * be nested.
 */
final class PdfScan {
    private static final byte[] OBJECT = Octets.of("obj");
    private static final byte[] TRAILER = Octets.of("trailer");
    private static final int READINGS = 8;
    private static final int READINGS_FROM = 1024 * 1024;

    private final byte[] pdf;
    private final ContentLimits limits;
    private final Inflating inflating;
    private final Set<String> names = new HashSet<>();
    private long left;
    private int objects;

    private PdfScan(byte[] pdf, ContentLimits limits) {
        this.pdf = pdf;
        this.limits = limits;
        this.inflating = new Inflating(pdf, limits);
        this.left = READINGS_FROM + (long) READINGS * pdf.length;
    }

    /** All names in all objects, without escapes. */
    static Set<String> names(byte[] pdf, ContentLimits limits) throws Refusal {
        PdfScan scan = new PdfScan(pdf, limits);
        for (int at = Octets.indexOf(pdf, OBJECT, 0); at >= 0; at = Octets.indexOf(pdf, OBJECT, at + 1)) {
            if (at > 0 && (PdfLexer.blank(pdf[at - 1]) || Character.isDigit(pdf[at - 1]))) {
                scan.object(at + OBJECT.length);
            }
        }
        for (int at = Octets.indexOf(pdf, TRAILER, 0); at >= 0; at = Octets.indexOf(pdf, TRAILER, at + 1)) {
            scan.read(pdf, at + TRAILER.length, true);
        }
        return scan.names;
    }

    private void object(int from) throws Refusal {
        count(1);
        PdfObject object = read(pdf, from, false);
        if (!object.stream() || !structural(object)) {
            return;
        }
        // its bytes would be in another file
        Refusal.when(object.values().containsKey("F"), Reason.ACTIVE_CONTENT);
        int start = afterLineEnd(object.end());
        byte[] unpacked = pdf;
        if (object.values().containsKey("Filter")) {
            unpacked = unpacked(object, start);
            start = 0;
        }
        if (object.names().contains("ObjStm") || object.values().containsKey("First")) {
            contents(object, unpacked, start);
        }
    }

    /** Whether a reader may unpack it to learn of objects: object streams and tables of objects (7.5.7, 7.5.8). */
    private static boolean structural(PdfObject object) {
        return object.names().contains("ObjStm")
                || object.names().contains("XRef")
                || object.values().containsKey("First")
                || object.values().containsKey("W");
    }

    private byte[] unpacked(PdfObject object, int start) throws Refusal {
        // any other, several or one that is written elsewhere: allowed, but by nobody written and by us not bounded
        Refusal.when(!object.values().get("Filter").equals(List.of("/FlateDecode")), Reason.MALFORMED);
        return PdfPredictor.undo(inflating.zlib(start), object.values().getOrDefault("DecodeParms", List.of()));
    }

    /** Each object by the places that the stream's head lists: pairs of number and offset from First on. */
    private void contents(PdfObject stream, byte[] unpacked, int start) throws Refusal {
        int first = stream.number("First", -1);
        int count = stream.number("N", -1);
        Refusal.when(first < 0 || count < 0, Reason.MALFORMED);
        count(count);
        PdfLexer head = new PdfLexer(unpacked, start);
        for (int pair = 0; pair < count; pair++) {
            head.next();
            head.next();
            Refusal.when(!head.text().matches("[0-9]{1,9}"), Reason.MALFORMED);
            long place = (long) start + first + Integer.parseInt(head.text());
            read(unpacked, (int) Math.min(unpacked.length, place), true);
        }
    }

    private PdfObject read(byte[] bytes, int from, boolean single) throws Refusal {
        PdfObject object = PdfObject.read(bytes, from, single);
        left -= object.end() - from;
        Refusal.when(left < 0, Reason.MALFORMED);
        names.addAll(object.names());
        return object;
    }

    private void count(int more) throws Refusal {
        objects += more;
        Refusal.when(more > limits.maxPdfObjects() || objects > limits.maxPdfObjects(), Reason.ARCHIVE_BOMB);
    }

    private int afterLineEnd(int at) {
        int start = at;
        while (start < pdf.length && pdf[start] == ' ') {
            start++;
        }
        if (start < pdf.length && pdf[start] == '\r') {
            start++;
        }
        return start < pdf.length && pdf[start] == '\n' ? start + 1 : start;
    }
}

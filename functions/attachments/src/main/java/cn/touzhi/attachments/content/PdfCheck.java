package cn.touzhi.attachments.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a file is one PDF and nothing else, and does nothing when it is opened (ISO 32000-1). Its objects are read
 * twice: by ourselves wherever one begins ({@link PdfScan}), since readers repair broken files and find what a table
 * leaves out; and by PDFBox as the table gives them ({@link PdfWalk}). Both must find nothing.
 */
final class PdfCheck {
    // the header stands alone in its line, so that nothing else can begin in it
    private static final Pattern HEADER = Pattern.compile("(?s)%PDF-[12]\\.[0-9][ ]?[\\r\\n].*");
    private static final int LONGEST_HEADER = 16;
    private static final byte[] END = Octets.of("%%EOF");
    private static final byte[] TABLE = Octets.of("startxref");
    // line ends and the zeros that mail gateways and disks pad with
    private static final int LONGEST_TAIL = 1024;

    // ISO 32000-1, 12.6.4 (actions), 7.11.4 (embedded files), 12.7.8 (XFA), 13 (multimedia)
    private static final Set<String> ACTIVE = Set.of(
            "JavaScript",
            "JS",
            "Launch",
            "EmbeddedFile",
            "EmbeddedFiles",
            "RichMedia",
            "Rendition",
            "XFA",
            "SubmitForm",
            "ImportData",
            "GoToE",
            "GoToR");

    private final ContentLimits limits;

    PdfCheck(ContentLimits limits) {
        this.limits = limits;
    }

    void check(byte[] content) throws IOException, Refusal {
        frame(content);
        Set<String> names = new HashSet<>(PdfScan.names(content, limits));
        Refusal.when(names.contains("Encrypt"), Reason.ENCRYPTED);
        Refusal.when(names.stream().anyMatch(ACTIVE::contains), Reason.ACTIVE_CONTENT);

        PdfWalk.Met met = PdfWalk.walk(content, limits);
        Refusal.when(met.names().contains("Encrypt"), Reason.ENCRYPTED);
        Refusal.when(met.opensAddress() || met.names().stream().anyMatch(ACTIVE::contains), Reason.ACTIVE_CONTENT);
    }

    private static void frame(byte[] content) throws Refusal {
        String start = new String(content, 0, Math.min(LONGEST_HEADER, content.length), StandardCharsets.ISO_8859_1);
        Refusal.when(!HEADER.matcher(start).matches(), Reason.MALFORMED);
        int end = Octets.lastIndexOf(content, END);
        Refusal.when(end < 0, Reason.MALFORMED);
        tail(content, end + END.length);
        Refusal.when(ZipTail.present(content), Reason.TYPE_MISMATCH);
        Refusal.when(Octets.lastIndexOf(content, TABLE) < 0, Reason.MALFORMED);
    }

    private static void tail(byte[] content, int from) throws Refusal {
        Refusal.when(content.length - from > LONGEST_TAIL, Reason.TYPE_MISMATCH);
        for (int at = from; at < content.length; at++) {
            Refusal.when(!PdfLexer.blank(content[at]), Reason.TYPE_MISMATCH);
        }
    }
}

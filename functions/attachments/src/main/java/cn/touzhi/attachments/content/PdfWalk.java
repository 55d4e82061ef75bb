package cn.touzhi.attachments.content;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.COSParser;

/**
 * Walks every object of a PDF as its table of objects gives them, by Apache PDFBox's parser of objects: no page is
 * built, no font or picture unpacked. What is read is counted, so that a table that leads in circles runs out of
 * reading.
 */
final class PdfWalk {
    private static final COSName URI = COSName.getPDFName("URI");
    private static final COSName NEXT = COSName.getPDFName("Next");
    private static final COSName OPEN_ACTION = COSName.getPDFName("OpenAction");
    private static final COSName ADDITIONAL_ACTIONS = COSName.getPDFName("AA");
    private static final COSName PAGES = COSName.getPDFName("Pages");
    private static final int LONGEST_CHAIN = 32;

    private final ContentLimits limits;
    private final Set<String> names = new HashSet<>();
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean opensAddress;

    private PdfWalk(ContentLimits limits) {
        this.limits = limits;
    }

    /**
     * What was met.
     *
     * @param names all of them
     * @param opensAddress whether a web address is opened without anybody following a link
     */
    record Met(Set<String> names, boolean opensAddress) {}

    static Met walk(byte[] pdf, ContentLimits limits) throws IOException, Refusal {
        PdfWalk walk = new PdfWalk(limits);
        Parser parser = new Parser(new MeteredReading(pdf));
        try (COSDocument document = parser.parse()) {
            walk.document(document);
        }
        return new Met(walk.names, walk.opensAddress);
    }

    private void document(COSDocument document) throws Refusal {
        COSDictionary trailer = document.getTrailer();
        COSDictionary catalog = trailer == null ? null : trailer.getCOSDictionary(COSName.ROOT);
        Refusal.when(catalog == null || catalog.getCOSDictionary(PAGES) == null, Reason.MALFORMED);
        Refusal.when(document.getXrefTable().size() > limits.maxPdfObjects(), Reason.ARCHIVE_BOMB);
        nested(trailer);
        for (COSObjectKey key : Set.copyOf(document.getXrefTable().keySet())) {
            nested(document.getObjectFromPool(key).getObject());
        }
    }

    /** What lies in an object directly; what it refers to is in the table itself. */
    private void nested(COSBase object) {
        Deque<COSBase> open = new ArrayDeque<>();
        add(open, object);
        while (!open.isEmpty()) {
            COSBase next = open.remove();
            if (next instanceof COSName name) {
                names.add(name.getName());
            } else if (next instanceof COSArray array) {
                for (int index = 0; index < array.size(); index++) {
                    add(open, array.get(index));
                }
            } else if (next instanceof COSDictionary dictionary && seen.add(dictionary)) {
                actions(dictionary);
                dictionary.forEach((key, value) -> {
                    names.add(key.getName());
                    add(open, value);
                });
            }
        }
    }

    private static void add(Deque<COSBase> open, COSBase object) {
        if (object != null && !(object instanceof COSObject)) {
            open.add(object);
        }
    }

    private void actions(COSDictionary dictionary) {
        if (dictionary.getDictionaryObject(OPEN_ACTION) instanceof COSDictionary action) {
            action(action, LONGEST_CHAIN);
        }
        if (dictionary.getDictionaryObject(ADDITIONAL_ACTIONS) instanceof COSDictionary events) {
            for (COSName event : events.keySet()) {
                if (events.getDictionaryObject(event) instanceof COSDictionary action) {
                    action(action, LONGEST_CHAIN);
                }
            }
        }
    }

    // a chain longer than anybody's, or one that forks into arrays, counts as one that opens an address
    private void action(COSDictionary first, int longest) {
        COSDictionary action = first;
        for (int left = longest; left > 0; left--) {
            opensAddress |= URI.equals(action.getDictionaryObject(COSName.S));
            COSBase next = action.getDictionaryObject(NEXT);
            if (next == null) {
                return;
            }
            if (!(next instanceof COSDictionary following)) {
                break;
            }
            action = following;
        }
        opensAddress = true;
    }

    /** The part of PDFBox's parser that needs neither fonts nor pages. */
    private static final class Parser extends COSParser {
        Parser(RandomAccessReadBuffer source) throws IOException {
            super(source);
        }

        COSDocument parse() throws IOException {
            document.setTrailer(retrieveTrailer());
            document.setDecrypted();
            initialParseDone = true;
            return document;
        }
    }

    /** Lets a file be read some tens of times over, and then no more. */
    private static final class MeteredReading extends RandomAccessReadBuffer {
        private static final int TIMES = 64;
        private static final int FROM = 16 * 1024 * 1024;

        private long left;

        MeteredReading(byte[] content) {
            super(content);
            this.left = FROM + (long) TIMES * content.length;
        }

        @Override
        public int read() throws IOException {
            take(1);
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            take(length);
            return super.read(buffer, offset, length);
        }

        // unchecked: the library takes a failed reading for a missing object and goes on
        private void take(int length) {
            left -= Math.max(1, length);
            if (left < 0) {
                throw new IllegalStateException("read too often");
            }
        }
    }
}

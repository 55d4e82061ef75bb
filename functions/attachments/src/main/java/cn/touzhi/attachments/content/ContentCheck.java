package cn.touzhi.attachments.content;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells what an uploaded file really is and whether it may be handed to others (ASVS 5, 5.2.2 to 5.2.6). It touches
 * nothing but the bytes that it is given: no network, no file, no clock.
 *
 * <p>It ends by construction, not by a watch: the file's length is bounded, every part is gone through a bounded number
 * of times, what unpacks is counted while it unpacks, and {@link ContentLimits} bound the rest. Memory: the file, its
 * largest part (at most {@link ContentLimits#maxUnpacked()}, twice while it grows) or a picture's pixels (four bytes
 * each, eight where a PNG has 16 bits, and once more to turn it upright). A function with 1,769 MB has room for that.
 */
public final class ContentCheck {
    private final VirusScan scan;
    private final ContentLimits limits;
    private final Detection detection = new Detection();
    private final PdfCheck pdf;
    private final DocCheck doc;
    private final DocxCheck docx;
    private final PictureCheck pictures;

    /**
     * @param scan asked for the file and for each part that is unpacked
     * @param limits usually {@link ContentLimits#standard()}
     */
    public ContentCheck(VirusScan scan, ContentLimits limits) {
        this.scan = content -> infected(scan, content);
        this.limits = limits;
        this.pdf = new PdfCheck(limits);
        this.doc = new DocCheck(limits);
        this.docx = new DocxCheck(this.scan, detection, limits);
        this.pictures = new PictureCheck(limits);
    }

    /**
     * Checks one file. Never throws for what is in it: whatever a library makes of a broken file is
     * {@link Reason#MALFORMED}. Throws only what the scan for viruses throws.
     *
     * @param content the whole file
     * @param declared what the person's device said it is
     */
    public Verdict check(byte[] content, FileKind declared) {
        try {
            return examine(content, declared);
        } catch (Refusal refusal) {
            return new Refused(refusal.reason());
        } catch (ScanFailed failed) {
            throw failed.thrown;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            // of the two errors: the libraries recurse and allocate as a file tells them to; what they held is free
            // again
            return new Refused(Reason.MALFORMED);
        }
    }

    private Verdict examine(byte[] content, FileKind declared) throws IOException, Refusal {
        Refusal.when(content.length == 0, Reason.EMPTY);
        Refusal.when(content.length > limits.maxBytes(), Reason.TOO_LARGE);
        Refusal.when(scan.infected(content), Reason.MALWARE);
        Optional<FileKind> found = detection.kind(content);
        // Word wraps a protected DOCX into the older container (MS-OFFCRYPTO 2.3.1)
        Refusal.when(
                declared == FileKind.DOCX && found.equals(Optional.of(FileKind.DOC)) && doc.encryptedPackage(content),
                Reason.ENCRYPTED);
        Refusal.when(!found.equals(Optional.of(declared)), Reason.TYPE_MISMATCH);
        return switch (declared) {
            case PDF -> document(declared, content, pdf::check);
            case DOC -> document(declared, content, doc::check);
            case DOCX -> document(declared, content, docx::check);
            case PNG, JPEG -> pictures.remake(content, declared);
        };
    }

    private static Clean document(FileKind kind, byte[] content, DocumentCheck check) throws IOException, Refusal {
        check.check(content);
        return new Clean(kind, content, Optional.empty());
    }

    private static boolean infected(VirusScan scan, byte[] content) {
        try {
            return scan.infected(content);
        } catch (RuntimeException failed) {
            throw new ScanFailed(failed);
        }
    }

    private interface DocumentCheck {
        void check(byte[] content) throws IOException, Refusal;
    }

    /** Keeps a scanner's failure apart from a broken file's. */
    private static final class ScanFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final RuntimeException thrown;

        ScanFailed(RuntimeException thrown) {
            super(thrown);
            this.thrown = thrown;
        }
    }
}

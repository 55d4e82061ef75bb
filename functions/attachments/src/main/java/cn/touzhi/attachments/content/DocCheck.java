package cn.touzhi.attachments.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * Whether an OLE2 compound file (MS-CFB) is a Word document (MS-DOC) that does nothing. Its directory is read by Apache
 * POI's file system, which refuses chains of sectors that meet themselves and names that come twice.
 */
final class DocCheck {
    /** What every compound file begins with (MS-CFB 2.2). */
    static final byte[] SIGNATURE = Octets.of("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");

    private static final String WORD = "WordDocument";
    // MS-OVBA 2.2.1; Word keeps the project's storage in "Macros" (MS-DOC 2.1.9)
    private static final Set<String> MACROS = Set.of("macros", "_vba_project", "_vba_project_cur", "vba", "projectwm");
    // MS-OFFCRYPTO 2.3.1
    private static final Set<String> PROTECTED = Set.of("encryptedpackage", "encryptioninfo", "\u0006dataspaces");
    // MS-OLEDS 2.3.6; what is embedded by other programs
    private static final Set<String> EMBEDDED = Set.of("package", "\u0001ole10native", "contents");
    private static final String OBJECTS = "objectpool";

    private static final int WORD_IDENT = 0xA5EC;
    private static final int FLAGS = 10;
    private static final int ENCRYPTED_OR_OBFUSCATED = 0x8100;

    private final ContentLimits limits;

    DocCheck(ContentLimits limits) {
        this.limits = limits;
    }

    /** Whether it is a protected document of the newer format, wrapped into this container. */
    boolean encryptedPackage(byte[] content) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            return files.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
        }
    }

    void check(byte[] content) throws IOException, Refusal {
        Refusal.when(ZipTail.present(content), Reason.TYPE_MISMATCH);
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(content))) {
            walk(files.getRoot());
            Refusal.when(!files.getRoot().hasEntry(WORD), Reason.TYPE_MISMATCH);
            if (!(files.getRoot().getEntry(WORD) instanceof DocumentEntry word)) {
                throw new Refusal(Reason.MALFORMED);
            }
            head(word);
        }
    }

    private void walk(DirectoryEntry root) throws Refusal {
        Deque<DirectoryEntry> open = new ArrayDeque<>();
        open.add(root);
        int seen = 0;
        while (!open.isEmpty()) {
            for (Entry entry : open.remove()) {
                Refusal.when(++seen > limits.maxParts(), Reason.ARCHIVE_BOMB);
                name(entry);
                if (entry instanceof DirectoryEntry directory) {
                    open.add(directory);
                }
            }
        }
    }

    private static void name(Entry entry) throws Refusal {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        Refusal.when(PROTECTED.contains(name), Reason.ENCRYPTED);
        Refusal.when(MACROS.contains(name), Reason.MACROS);
        Refusal.when(EMBEDDED.contains(name), Reason.ACTIVE_CONTENT);
        // Word 97 leaves it behind empty
        Refusal.when(
                name.equals(OBJECTS) && !(entry instanceof DirectoryEntry pool && pool.isEmpty()),
                Reason.ACTIVE_CONTENT);
    }

    /** The first bytes of the File Information Block (MS-DOC 2.5.2). */
    private static void head(DocumentEntry word) throws IOException, Refusal {
        byte[] head;
        try (DocumentInputStream stream = new DocumentInputStream(word)) {
            head = stream.readNBytes(FLAGS + 2);
        }
        Refusal.when(head.length < FLAGS + 2 || little(head, 0) != WORD_IDENT, Reason.MALFORMED);
        Refusal.when((little(head, FLAGS) & ENCRYPTED_OR_OBFUSCATED) != 0, Reason.ENCRYPTED);
    }

    private static int little(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8;
    }
}

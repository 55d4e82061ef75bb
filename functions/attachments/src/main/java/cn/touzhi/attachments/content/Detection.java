package cn.touzhi.attachments.content;

import cn.touzhi.kernel.attachment.FileKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Names what bytes begin like, by Apache Tika's table of signatures and none of its parsers. No name is given to it:
 * what a file is called says nothing. What it answers is a first guess, which the check of the kind then proves.
 */
final class Detection {
    private static final List<byte[]> PROGRAMS = List.of(
            Octets.of("MZ"),
            Octets.of("\u007fELF"),
            Octets.of("#!"),
            Octets.of("dex\n"),
            Octets.of("\u00fe\u00ed\u00fa\u00ce"),
            Octets.of("\u00fe\u00ed\u00fa\u00cf"),
            Octets.of("\u00ce\u00fa\u00ed\u00fe"),
            Octets.of("\u00cf\u00fa\u00ed\u00fe"),
            // Java class and Mach-O for several processors
            Octets.of("\u00ca\u00fe\u00ba\u00be"),
            // Windows shortcut (MS-SHLLINK 2.1)
            Octets.of("L\0\0\0\u0001\u0014\u0002\0"));

    private static final Set<String> PROGRAM_TYPES = Set.of(
            "application/x-msdownload",
            "application/x-dosexec",
            "application/x-executable",
            "application/x-elf",
            "application/x-sharedlib",
            "application/x-object",
            "application/x-mach-o",
            "application/x-mach-o-executable",
            "application/x-sh",
            "application/x-bat",
            "application/java-vm",
            "application/java-archive");

    private static final Map<String, FileKind> KINDS = Map.of(
            "application/pdf", FileKind.PDF,
            "image/png", FileKind.PNG,
            "image/apng", FileKind.PNG,
            "image/jpeg", FileKind.JPEG,
            "application/zip", FileKind.DOCX,
            "application/x-tika-ooxml", FileKind.DOCX,
            "application/x-tika-msoffice", FileKind.DOC,
            "application/msword", FileKind.DOC);

    // a Java archive's first entry, by which its tools know it
    private static final byte[] ARCHIVE_MANIFEST = Octets.of("META-INF/");
    private static final int FIRST_ENTRY_NAME = 30;

    private final MimeTypes signatures = MimeTypes.getDefaultMimeTypes();

    /** Whether it begins like a program of any system. */
    boolean program(byte[] content) {
        return PROGRAMS.stream().anyMatch(start -> Octets.startsWith(content, start));
    }

    /**
     * The kind that the bytes begin like; empty for everything that can't be attached.
     *
     * @throws Refusal as a program
     */
    Optional<FileKind> kind(byte[] content) throws IOException, Refusal {
        Refusal.when(program(content), Reason.EXECUTABLE);
        String type = signatures
                .detect(new ByteArrayInputStream(content), new Metadata())
                .getBaseType()
                .toString();
        Refusal.when(PROGRAM_TYPES.contains(type), Reason.EXECUTABLE);
        Optional<FileKind> kind = Optional.ofNullable(KINDS.get(type));
        Refusal.when(
                kind.isPresent()
                        && kind.get() == FileKind.DOCX
                        && Octets.matches(content, ARCHIVE_MANIFEST, FIRST_ENTRY_NAME),
                Reason.EXECUTABLE);
        return kind;
    }
}

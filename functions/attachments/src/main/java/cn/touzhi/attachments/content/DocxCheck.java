package cn.touzhi.attachments.content;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a zip is a Word document that does nothing (ECMA-376): its layout by {@link ZipLayout}, each part unpacked
 * and looked at, one at a time.
 */
final class DocxCheck {
    private static final String TYPES = "[Content_Types].xml";
    private static final String ROOT_RELATIONSHIPS = "_rels/.rels";
    private static final String DOCUMENT = "word/document.xml";

    private static final Pattern PROGRAM =
            Pattern.compile("(?i)(meta-inf/manifest\\.mf|androidmanifest\\.xml|.*\\.(class|dex|exe|dll|scr|com|bat|cmd"
                    + "|ps1|vbs|vbe|js|jse|wsf|hta|msi|lnk|jar))");
    private static final Pattern MACROS = Pattern.compile("(?i).*(vbaproject[^/]*\\.bin|vbadata\\.xml)");
    private static final Pattern EMBEDDED = Pattern.compile("(?i)(.*/)?(embeddings|activex)/.*");
    private static final Pattern XML = Pattern.compile("(?i).*\\.(xml|rels|vml|svg)");

    // zip, RAR, 7z, gzip, bzip2, xz, cabinet
    private static final List<byte[]> ARCHIVES = List.of(
            Octets.of("PK\u0003\u0004"),
            Octets.of("Rar!\u001a\u0007"),
            Octets.of("7z\u00bc\u00af\u0027\u001c"),
            Octets.of("\u001f\u008b\u0008"),
            Octets.of("BZh"),
            Octets.of("\u00fd7zXZ\0"),
            Octets.of("MSCF"));

    private final VirusScan scan;
    private final Detection detection;
    private final ContentLimits limits;
    private final DocxParts parts;

    DocxCheck(VirusScan scan, Detection detection, ContentLimits limits) {
        this.scan = scan;
        this.detection = detection;
        this.limits = limits;
        this.parts = new DocxParts(new PartXml(limits));
    }

    void check(byte[] content) throws Refusal {
        List<ZipPart> entries = ZipLayout.read(content, limits);
        for (ZipPart entry : entries) {
            Refusal.when(PROGRAM.matcher(entry.name()).matches(), Reason.EXECUTABLE);
        }
        Map<String, ZipPart> byName = entries.stream().collect(Collectors.toMap(ZipPart::name, Function.identity()));
        Refusal.when(
                !byName.containsKey(TYPES) || !byName.containsKey(ROOT_RELATIONSHIPS) || !byName.containsKey(DOCUMENT),
                Reason.TYPE_MISMATCH);
        Inflating inflating = new Inflating(content, limits);
        for (ZipPart entry : entries) {
            part(entry.name(), inflating.unpack(entry));
        }
    }

    private void part(String name, byte[] part) throws Refusal {
        Refusal.when(scan.infected(part), Reason.MALWARE);
        Refusal.when(detection.program(part), Reason.EXECUTABLE);
        Refusal.when(MACROS.matcher(name).matches(), Reason.MACROS);
        Refusal.when(EMBEDDED.matcher(name).matches(), Reason.ACTIVE_CONTENT);
        Refusal.when(ARCHIVES.stream().anyMatch(start -> Octets.startsWith(part, start)), Reason.ARCHIVE_BOMB);
        Refusal.when(Octets.startsWith(part, DocCheck.SIGNATURE), Reason.ACTIVE_CONTENT);
        if (name.equals(TYPES)) {
            parts.contentTypes(part, "/" + DOCUMENT);
        } else if (name.equals(ROOT_RELATIONSHIPS)) {
            parts.rootRelationships(part, DOCUMENT);
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".rels")) {
            parts.relationships(part);
        } else if (XML.matcher(name).matches() || markup(part)) {
            parts.text(part);
        }
    }

    /** Whether a part begins like XML or HTML under whatever name, in eight bits or sixteen. */
    private static boolean markup(byte[] part) {
        for (byte octet : part) {
            boolean skipped = octet <= ' ' && octet >= 0
                    || octet == (byte) 0xEF
                    || octet == (byte) 0xBB
                    || octet == (byte) 0xBF
                    || octet == (byte) 0xFE
                    || octet == (byte) 0xFF;
            if (!skipped) {
                return octet == '<';
            }
        }
        return false;
    }
}

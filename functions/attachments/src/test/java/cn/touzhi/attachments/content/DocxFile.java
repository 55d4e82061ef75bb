package cn.touzhi.attachments.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small Word documents, good ones and others. */
final class DocxFile {
    static final String MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    static DocxFile good() {
        return new DocxFile()
                .with("[Content_Types].xml", types(MAIN, ""))
                .with("_rels/.rels", relationships(relation("officeDocument", "word/document.xml", "")))
                .with("word/document.xml", document("<w:p><w:r><w:t>HTML, DDE, JavaScript</w:t></w:r></w:p>"))
                .with(
                        "word/_rels/document.xml.rels",
                        relationships(relation("hyperlink", "https://example.com/", "TargetMode=\"External\"")));
    }

    static String types(String main, String more) {
        return HEAD + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/word/document.xml\" ContentType=\"" + main + "\"/>" + more + "</Types>";
    }

    static String relationships(String relations) {
        return HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + relations + "</Relationships>";
    }

    static String relation(String kind, String target, String more) {
        return "<Relationship Id=\"r1\" Type=\"" + RELATION + kind + "\" Target=\"" + target + "\" " + more + "/>";
    }

    static String document(String body) {
        return HEAD + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                + body + "</w:body></w:document>";
    }

    DocxFile with(String name, String part) {
        return with(name, part.getBytes(StandardCharsets.UTF_8));
    }

    DocxFile with(String name, byte[] part) {
        parts.put(name, part);
        return this;
    }

    DocxFile without(String name) {
        parts.remove(name);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}

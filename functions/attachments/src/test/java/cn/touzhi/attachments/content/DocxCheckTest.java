package cn.touzhi.attachments.content;

import static cn.touzhi.attachments.content.DocxFile.relation;
import static cn.touzhi.attachments.content.DocxFile.relationships;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Word document")
class DocxCheckTest {
    private static final String RELATIONS = "word/_rels/document.xml.rels";

    private final ContentCheck check = new ContentCheck(new TestSignature(), ContentLimits.standard());

    private void refused(DocxFile docx, Reason reason) {
        refused(docx.bytes(), reason);
    }

    private void refused(byte[] docx, Reason reason) {
        assertThat(check.check(docx, FileKind.DOCX)).isEqualTo(new Refused(reason));
    }

    @Test
    @DisplayName("with links that a person follows is stored as it is")
    void good() {
        byte[] docx = GoodFiles.docx();

        assertThat(check.check(docx, FileKind.DOCX))
                .isInstanceOfSatisfying(
                        Clean.class, clean -> assertThat(clean.content()).isEqualTo(docx));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Content_Types].xml", "_rels/.rels", "word/document.xml"})
    @DisplayName("without one of the parts that make it one is none, whatever it claims")
    void claims(String part) {
        refused(DocxFile.good().without(part), Reason.TYPE_MISMATCH);
    }

    @Test
    @DisplayName("whose main part is a sheet, or is another than it seems, is none")
    void otherMain() {
        refused(
                DocxFile.good()
                        .with(
                                "[Content_Types].xml",
                                DocxFile.types(
                                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                        "")),
                Reason.TYPE_MISMATCH);
        refused(
                DocxFile.good().with("_rels/.rels", relationships(relation("officeDocument", "word/other.xml", ""))),
                Reason.TYPE_MISMATCH);
    }

    @Test
    @DisplayName("with macros is refused by their part, their type or their relationship")
    void macros() {
        refused(DocxFile.good().with("word/vbaProject.bin", new byte[64]), Reason.MACROS);
        refused(
                DocxFile.good()
                        .with(
                                "[Content_Types].xml",
                                DocxFile.types("application/vnd.ms-word.document.macroEnabled.main+xml", "")),
                Reason.MACROS);
        refused(
                DocxFile.good()
                        .with(
                                "[Content_Types].xml",
                                DocxFile.types(
                                        DocxFile.MAIN,
                                        "<Override PartName=\"/word/image.bin\""
                                                + " ContentType=\"application/vnd.ms-office.vbaProject\"/>")),
                Reason.MACROS);
        refused(DocxFile.good().with(RELATIONS, relationships(relation("vbaProject", "image.bin", ""))), Reason.MACROS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "attachedTemplate,https://example.com/a.dotm",
        "oleObject,https://example.com/a",
        "frame,https://example.com/a",
        "image,https://example.com/pixel.png",
        "subDocument,file:///etc/passwd"
    })
    @DisplayName("that fetches something from elsewhere is refused")
    void external(String kind, String target) {
        refused(
                DocxFile.good().with(RELATIONS, relationships(relation(kind, target, "TargetMode=\"External\""))),
                Reason.ACTIVE_CONTENT);
        refused(DocxFile.good().with(RELATIONS, relationships(relation(kind, target, ""))), Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("that carries objects of other programs is refused")
    void embedded() {
        refused(DocxFile.good().with("word/embeddings/oleObject1.bin", new byte[64]), Reason.ACTIVE_CONTENT);
        refused(DocxFile.good().with("word/activeX/activeX1.xml", "<a/>"), Reason.ACTIVE_CONTENT);
        refused(DocxFile.good().with("word/media/image1.png", GoodFiles.doc()), Reason.ACTIVE_CONTENT);
        refused(
                DocxFile.good().with(RELATIONS, relationships(relation("aFChunk", "page.htm", ""))),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with a field that starts a program is refused, also where its words are spread over runs")
    void fields() {
        refused(
                DocxFile.good()
                        .with(
                                "word/document.xml",
                                DocxFile.document("<w:r><w:instrText>DD</w:instrText></w:r>"
                                        + "<w:r><w:instrText>EAUTO c:\\\\cmd.exe</w:instrText></w:r>")),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with a document type in any XML is refused: entities read files and multiply")
    void entities() {
        String laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><d>&b;</d>";
        String reading = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><d>&a;</d>";
        refused(DocxFile.good().with("word/document.xml", laughs), Reason.ACTIVE_CONTENT);
        refused(DocxFile.good().with("word/styles.xml", reading), Reason.ACTIVE_CONTENT);
        refused(DocxFile.good().with("word/data.bin", reading), Reason.ACTIVE_CONTENT);
        refused(
                DocxFile.good().with("word/data.bin", ("\ufeff" + reading).getBytes(StandardCharsets.UTF_16BE)),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("whose XML is not well-formed, too deep or in an odd encoding is refused as broken")
    void broken() {
        refused(DocxFile.good().with("word/document.xml", "<a><b></a>"), Reason.MALFORMED);
        refused(DocxFile.good().with("word/styles.xml", "<a>".repeat(5_000) + "</a>".repeat(5_000)), Reason.MALFORMED);
        refused(
                DocxFile.good().with("word/styles.xml", "<?xml version=\"1.0\" encoding=\"IBM037\"?><a/>"),
                Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil.xml", "word/../../evil.xml", "/evil.xml", "word\\evil.xml", "c:evil", "a\0b", "a\u202eb"
            })
    @DisplayName("with a part whose name leads out of it or deceives is refused")
    void names(String name) {
        refused(DocxFile.good().with(name, "<a/>"), Reason.MALFORMED);
    }

    @Test
    @DisplayName("with two parts of one name is refused")
    void twice() {
        refused(DocxFile.good().with("WORD/document.xml", "<a/>"), Reason.MALFORMED);
    }

    @Test
    @DisplayName("with a part that unpacks to a thousand times its size is refused before it has")
    void bomb() {
        refused(DocxFile.good().with("word/media/image1.bmp", new byte[50 * 1024 * 1024]), Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("whose parts unpack to more than 100 MB together is refused, though each packs as usual")
    void large() {
        byte[] part = new byte[30 * 1024 * 1024];
        Random random = new Random(7);
        for (int at = 0; at < part.length; at += 64) {
            part[at] = (byte) random.nextInt(1, 256);
        }
        DocxFile docx = DocxFile.good();
        for (int index = 0; index < 4; index++) {
            docx.with("word/media/image" + index + ".bmp", part);
        }
        refused(docx, Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("of more than 2,000 parts, or with an archive in it, is refused")
    void crowd() {
        DocxFile docx = DocxFile.good();
        for (int index = 0; index < 2_000; index++) {
            docx.with("word/" + index, "");
        }
        refused(docx, Reason.ARCHIVE_BOMB);
        refused(DocxFile.good().with("word/media/image1.png", GoodFiles.docx()), Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("whose header claims less than a part unpacks to is refused by what comes out")
    void lies() {
        byte[] zip = GoodFiles.docx();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 6);
        bytes.putInt(directory + 24, 1);
        int descriptor = Octets.indexOf(zip, Octets.of("PK\u0007\u0008"), 0);
        bytes.putInt(descriptor + 12, 1);
        refused(zip, Reason.MALFORMED);
    }

    @Test
    @DisplayName("whose entries share bytes, as in a bomb of overlapping entries, is refused")
    void overlapping() {
        byte[] zip = GoodFiles.docx();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int first = bytes.getInt(zip.length - 6);
        int second = Octets.indexOf(zip, Octets.of("PK\u0001\u0002"), first + 1);
        bytes.putInt(second + 42, bytes.getInt(first + 42));
        refused(zip, Reason.MALFORMED);
    }

    @Test
    @DisplayName("whose local name differs from the directory's is refused")
    void twoNames() {
        byte[] zip = GoodFiles.docx();
        int local = Octets.indexOf(zip, Octets.of("word/document.xml"), 0);
        zip[local] = 'W';
        refused(zip, Reason.MALFORMED);
    }

    @Test
    @DisplayName("with bytes before its first part, behind its end or under a comment is refused as two things")
    void polyglot() {
        byte[] zip = GoodFiles.docx();
        refused(GoodFiles.join(Octets.of("hello"), zip), Reason.TYPE_MISMATCH);
        refused(GoodFiles.join(zip, Octets.of("<script>")), Reason.TYPE_MISMATCH);
        byte[] hidden = GoodFiles.inserted(zip, 0, Octets.of("PK\u0003\u0004" + "x".repeat(60)));
        refused(hidden, Reason.TYPE_MISMATCH);
    }

    @Test
    @DisplayName("that is password-protected, part by part or whole, is refused as such")
    void encrypted() {
        byte[] zip = GoodFiles.docx();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 6);
        bytes.putShort(directory + 8, (short) (bytes.getShort(directory + 8) | 1));
        refused(zip, Reason.ENCRYPTED);
        refused(
                GoodFiles.doc(
                        0,
                        files -> files.createDocument(
                                new java.io.ByteArrayInputStream(new byte[4096]), "EncryptedPackage")),
                Reason.ENCRYPTED);
    }

    @Test
    @DisplayName("that is a symbolic link in one part is refused")
    void link() {
        byte[] zip = GoodFiles.docx();
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(zip.length - 6);
        bytes.putInt(directory + 38, 0xA1FF << 16);
        refused(zip, Reason.MALFORMED);
    }

    @Test
    @DisplayName("with a program in it, or that is a Java archive as well, is refused as a program")
    void programs() {
        refused(DocxFile.good().with("word/media/image1.png", "MZ\u0090"), Reason.EXECUTABLE);
        refused(DocxFile.good().with("META-INF/MANIFEST.MF", "Main-Class: Evil"), Reason.EXECUTABLE);
    }

    @Test
    @DisplayName("with malware in one of its packed parts is refused as that")
    void malware() {
        refused(DocxFile.good().with("word/media/image1.png", ContentCheckTest.eicar()), Reason.MALWARE);
    }
}

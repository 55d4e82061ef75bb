package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A PDF")
class PdfCheckTest {
    private final ContentCheck check = new ContentCheck(new TestSignature(), ContentLimits.standard());

    private void refused(byte[] pdf, Reason reason) {
        assertThat(check.check(pdf, FileKind.PDF)).isEqualTo(new Refused(reason));
    }

    private void clean(byte[] pdf) {
        assertThat(check.check(pdf, FileKind.PDF)).isInstanceOfSatisfying(Clean.class, clean -> {
            assertThat(clean.content()).isEqualTo(pdf);
            assertThat(clean.thumbnail()).isEmpty();
        });
    }

    @Test
    @DisplayName("of a page is stored as it is, even where the page's text, title and data speak of JavaScript")
    void good() {
        clean(PdfFile.good().bytes());
        clean(PdfFile.good()
                .with("<< /Title (CV of a HTML/JavaScript developer) /Subject <2f4a53> >>")
                .with(PdfFile.stream("/Type /Metadata /Subtype /XML", Octets.of("<dc:title>C/JavaScript</dc:title>")))
                .trailer("/Info 5 0 R")
                .bytes());
    }

    @Test
    @DisplayName("in the newer form, with object streams, is stored as it is")
    void goodNewer() {
        clean(PdfFile.good().withObjectStream(false, "<< /Producer (Word) >>", "[1 2 3]"));
        clean(PdfFile.good().withObjectStream(true, "<< /Producer (Word) >>", "[1 2 3]"));
    }

    @Test
    @DisplayName("with links that a person follows is stored as it is")
    void links() {
        clean(PdfFile.good()
                .with("<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.com) >> >>")
                .bytes());
        clean(PdfFile.opening("/OpenAction [3 0 R /Fit]").bytes());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<< /S /JavaScript /JS (app.alert) >>",
                "<< /S /J#61vaScript /#4aS (app.alert) >>",
                "<</S/JavaScript/JS<6170702e616c657274>>>",
                "<< /A (\\) ) /S /JavaScript >>",
                "<< % ( \n /S /JavaScript >>",
                "<< /S /Launch /F (calc.exe) >>",
                "<< /Type /EmbeddedFile >>",
                "<< /Names << /EmbeddedFiles 9 0 R >> >>",
                "<< /Subtype /RichMedia >>",
                "<< /S /Rendition >>",
                "<< /AcroForm << /XFA 9 0 R >> >>",
                "<< /S /SubmitForm >>",
                "<< /S /ImportData >>",
                "<< /S /GoToE >>",
                "<< /S /GoToR >>"
            })
    @DisplayName("with an object that acts is refused, however its names are written")
    void active(String object) {
        refused(PdfFile.good().with(object).bytes(), Reason.ACTIVE_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("with JavaScript inside an object stream is refused, also where the stream keeps differences")
    void hidden(boolean predicted) {
        refused(
                PdfFile.good()
                        .withObjectStream(
                                predicted, "<< /Producer (Word) >>", "<< /S /J#61vaScript /JS (app.alert) >>"),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with an object stream that its table doesn't mention is refused for what is in it")
    void unmentioned() {
        byte[] packed = PdfFile.deflated(Octets.of("9 0 << /S /JavaScript /JS (app.alert) >>"));
        refused(
                PdfFile.good()
                        .with(PdfFile.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed))
                        .bytes(),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with an object hidden behind the open bracket of another in its object stream is refused")
    void behindBracket() {
        byte[] packed = PdfFile.deflated(Octets.of("8 0 9 2 ( << /S /JavaScript /JS 1 >>"));
        refused(
                PdfFile.good()
                        .with(PdfFile.stream("/Type /ObjStm /N 2 /First 8 /Filter /FlateDecode", packed))
                        .bytes(),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with an object that begins inside a stream or a string is refused for what is in it")
    void insideStream() {
        String object = "9 0 obj << /S /JavaScript /JS (app.alert) >> endobj";
        refused(PdfFile.good().with(PdfFile.stream("", Octets.of(object))).bytes(), Reason.ACTIVE_CONTENT);
        refused(PdfFile.good().with("(" + object + ")").bytes(), Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("with an object stream packed in a way that nobody packs is refused")
    void packedOddly() {
        byte[] twice = PdfFile.deflated(PdfFile.deflated(Octets.of("9 0 << /S /JavaScript >>")));
        refused(
                PdfFile.good()
                        .with(PdfFile.stream("/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]", twice))
                        .bytes(),
                Reason.MALFORMED);
    }

    @Test
    @DisplayName("whose object stream unpacks to a thousand times its size is refused before it has")
    void bomb() {
        byte[] packed = PdfFile.deflated(new byte[200 * 1024 * 1024]);
        refused(
                PdfFile.good()
                        .with(PdfFile.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed))
                        .bytes(),
                Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("of a million objects is refused")
    void crowd() {
        byte[] crowd = Octets.of("9 0 obj 1 endobj\n".repeat(1_000_000));
        byte[] good = PdfFile.good().bytes();
        refused(
                GoodFiles.join(Arrays.copyOf(good, 9), crowd, Arrays.copyOfRange(good, 9, good.length)),
                Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("whose objects never end and so lie in each other is refused after a bounded reading")
    void nested() {
        byte[] crowd = Octets.of("9 0 obj ".repeat(90_000));
        byte[] good = PdfFile.good().bytes();
        refused(
                GoodFiles.join(Arrays.copyOf(good, 9), crowd, Arrays.copyOfRange(good, 9, good.length)),
                Reason.MALFORMED);
    }

    @Test
    @DisplayName("that opens a web address by itself is refused, also by way of another object or a chain")
    void opensAddress() {
        String address = "<< /S /URI /URI (https://example.com) >>";
        refused(PdfFile.opening("/OpenAction " + address).bytes(), Reason.ACTIVE_CONTENT);
        refused(PdfFile.opening("/OpenAction 5 0 R").with(address).bytes(), Reason.ACTIVE_CONTENT);
        refused(PdfFile.opening("/AA << /WC 5 0 R >>").with(address).bytes(), Reason.ACTIVE_CONTENT);
        refused(
                PdfFile.opening("/OpenAction << /S /Named /N /NextPage /Next 5 0 R >>")
                        .with(address)
                        .bytes(),
                Reason.ACTIVE_CONTENT);
        refused(
                PdfFile.opening("/OpenAction 5 0 R")
                        .with("<< /S /Named /Next 5 0 R >>")
                        .bytes(),
                Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("that is encrypted is refused as such")
    void encrypted() {
        refused(
                PdfFile.good()
                        .with("<< /Filter /Standard /V 2 /R 3 /P -44 /O (x) /U (y) >>")
                        .trailer("/Encrypt 5 0 R")
                        .bytes(),
                Reason.ENCRYPTED);
        refused(PdfFile.good().trailer("/Encr#79pt 5 0 R").bytes(), Reason.ENCRYPTED);
    }

    @Test
    @DisplayName("with a zip, a page or anything else behind its end is refused as two things")
    void tail() {
        byte[] good = PdfFile.good().bytes();
        refused(GoodFiles.join(good, Octets.of("<html><script>alert(1)</script></html>")), Reason.TYPE_MISMATCH);
        refused(GoodFiles.join(good, GoodFiles.docx()), Reason.TYPE_MISMATCH);
        clean(GoodFiles.join(good, Octets.of("\r\n\0\0")));
    }

    @Test
    @DisplayName("that is a zip as well, its own end being the zip's comment, is refused as two things")
    void zipComment() {
        byte[] end = Octets.of("\nendobj\nstartxref\n9\n%%EOF\n");
        byte[] zip = GoodFiles.docx();
        zip[zip.length - 2] = (byte) end.length;
        refused(GoodFiles.join(Octets.of("%PDF-1.7\n"), zip, end), Reason.TYPE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n%PDF-1.7\n", "%PDF-1.7<html>", "%PDF-9.9\n"})
    @DisplayName("must begin with its header at the very start and alone in its line")
    void head(String head) {
        byte[] good = PdfFile.good().bytes();
        byte[] other = GoodFiles.join(Octets.of(head), Arrays.copyOfRange(good, 9, good.length));
        assertThat(check.check(other, FileKind.PDF)).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("without an end, a table or a catalog with pages is refused as broken")
    void broken() {
        String good = new String(PdfFile.good().bytes(), StandardCharsets.ISO_8859_1);
        refused(Octets.of(good.replace("%%EOF", "")), Reason.MALFORMED);
        refused(Octets.of(good.replace("startxref", "startxxxx")), Reason.MALFORMED);
        refused(new PdfFile().with("<< /Type /Catalog >>").bytes(), Reason.MALFORMED);
    }
}

package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.GoodFiles.Filling;
import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Word document of the older form")
class DocCheckTest {
    private final ContentCheck check = new ContentCheck(new TestSignature(), ContentLimits.standard());

    private void refused(byte[] doc, Reason reason) {
        assertThat(check.check(doc, FileKind.DOC)).isEqualTo(new Refused(reason));
    }

    private static Filling stream(String name) {
        return files -> files.createDocument(new ByteArrayInputStream(new byte[100]), name);
    }

    @Test
    @DisplayName("is stored as it is, also with the empty pool of objects that Word 97 leaves behind")
    void good() {
        for (byte[] doc :
                new byte[][] {GoodFiles.doc(), GoodFiles.doc(0, files -> files.createDirectory("ObjectPool"))}) {
            assertThat(check.check(doc, FileKind.DOC))
                    .isInstanceOfSatisfying(
                            Clean.class, clean -> assertThat(clean.content()).isEqualTo(doc));
        }
    }

    @Test
    @DisplayName("that is a sheet or anything else in the same container is none")
    void other() throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            files.createDocument(new ByteArrayInputStream(new byte[5000]), "Workbook");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            files.writeFilesystem(bytes);
            refused(bytes.toByteArray(), Reason.TYPE_MISMATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Macros", "_VBA_PROJECT_CUR", "VBA", "mAcRoS"})
    @DisplayName("with macros is refused, at whatever depth they lie")
    void macros(String storage) {
        refused(GoodFiles.doc(0, files -> files.createDirectory(storage)), Reason.MACROS);
        refused(GoodFiles.doc(0, files -> files.createDirectory("Other").createDirectory(storage)), Reason.MACROS);
        refused(GoodFiles.doc(0, stream("_VBA_PROJECT")), Reason.MACROS);
    }

    @Test
    @DisplayName("that carries objects of other programs is refused")
    void embedded() {
        refused(
                GoodFiles.doc(0, files -> files.createDirectory("ObjectPool").createDirectory("_1")),
                Reason.ACTIVE_CONTENT);
        refused(GoodFiles.doc(0, stream("Package")), Reason.ACTIVE_CONTENT);
        refused(GoodFiles.doc(0, stream("\u0001Ole10Native")), Reason.ACTIVE_CONTENT);
    }

    @Test
    @DisplayName("that is encrypted or obfuscated is refused as such")
    void encrypted() {
        refused(GoodFiles.doc(0x0100, files -> {}), Reason.ENCRYPTED);
        refused(GoodFiles.doc(0x8000, files -> {}), Reason.ENCRYPTED);
        refused(GoodFiles.doc(0, stream("EncryptedPackage")), Reason.ENCRYPTED);
    }

    @Test
    @DisplayName("of more parts than any has is refused")
    void crowd() {
        refused(
                GoodFiles.doc(0, files -> {
                    for (int index = 0; index < 2_100; index++) {
                        files.createDirectory("d" + index);
                    }
                }),
                Reason.ARCHIVE_BOMB);
    }

    @Test
    @DisplayName("that is a zip as well is refused as two things")
    void zip() {
        refused(GoodFiles.join(GoodFiles.doc(), GoodFiles.docx()), Reason.TYPE_MISMATCH);
    }

    @Test
    @DisplayName("whose sectors follow each other in a circle, or that is cut off, is refused as broken")
    void broken() {
        byte[] doc = GoodFiles.doc();
        refused(Arrays.copyOf(doc, 1024), Reason.MALFORMED);
        byte[] circle = doc.clone();
        int directory = 512 * (1 + Byte.toUnsignedInt(doc[48]));
        int table = 512 * (1 + Byte.toUnsignedInt(doc[76]));
        assertThat(directory).isNotEqualTo(table);
        // the directory's own sector becomes the one that follows it
        circle[table + 4 * Byte.toUnsignedInt(doc[48])] = doc[48];
        Arrays.fill(circle, table + 4 * doc[48] + 1, table + 4 * doc[48] + 4, (byte) 0);
        refused(circle, Reason.MALFORMED);
    }
}

package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A picture")
class PictureCheckTest {
    private static final String PLACE = "24.8801 N 102.8329 E";

    private final ContentCheck check = new ContentCheck(new TestSignature(), ContentLimits.standard());

    private Clean clean(byte[] picture, FileKind kind) {
        Verdict verdict = check.check(picture, kind);
        assertThat(verdict).isInstanceOf(Clean.class);
        return (Clean) verdict;
    }

    private void refused(byte[] picture, FileKind kind, Reason reason) {
        assertThat(check.check(picture, kind)).isEqualTo(new Refused(reason));
    }

    private static BufferedImage decoded(byte[] picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    /** An application segment of EXIF with an orientation and, where another field would point, a place. */
    private static byte[] exif(int orientation) {
        byte[] place = Octets.of(PLACE);
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 8 + 2 + 12 + 4 + place.length);
        segment.putShort((short) 0xFFE1).putShort((short) (segment.capacity() - 2));
        segment.put(Octets.of("Exif\0\0MM\0*")).putInt(8).putShort((short) 1);
        segment.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        segment.putShort((short) 0).putInt(0).put(place);
        return segment.array();
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(Octets.of(type));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(Octets.of(type))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    @Test
    @DisplayName("of either kind is made anew in its kind and size, with a small JPEG beside it")
    void good() throws IOException {
        for (FileKind kind : List.of(FileKind.PNG, FileKind.JPEG)) {
            byte[] picture = kind == FileKind.PNG ? GoodFiles.png(640, 480) : GoodFiles.jpeg(640, 480);

            Clean clean = clean(picture, kind);

            BufferedImage remade = decoded(clean.content());
            assertThat(List.of(remade.getWidth(), remade.getHeight())).containsExactly(640, 480);
            byte[] thumbnail = clean.thumbnail().orElseThrow();
            assertThat(thumbnail).startsWith(0xFF, 0xD8);
            assertThat(List.of(decoded(thumbnail).getWidth(), decoded(thumbnail).getHeight()))
                    .containsExactly(256, 192);
            assertThat(check.check(clean.content(), kind)).isInstanceOf(Clean.class);
        }
    }

    @Test
    @DisplayName("loses the place where it was taken, its comments and its texts")
    void metadata() {
        byte[] comment =
                GoodFiles.join(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (2 + PLACE.length())}, Octets.of(PLACE));
        byte[] jpeg = GoodFiles.inserted(GoodFiles.inserted(GoodFiles.jpeg(64, 48), 2, exif(1)), 2, comment);
        byte[] png = GoodFiles.inserted(GoodFiles.png(64, 48), 33, chunk("tEXt", Octets.of("Where\0" + PLACE)));

        assertThat(new String(jpeg, StandardCharsets.ISO_8859_1)).contains(PLACE);
        for (Clean clean : List.of(clean(jpeg, FileKind.JPEG), clean(png, FileKind.PNG))) {
            String remade = new String(clean.content(), StandardCharsets.ISO_8859_1);
            assertThat(remade).doesNotContain(PLACE).doesNotContain("Exif").doesNotContain("tEXt");
        }
    }

    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({"1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"})
    @DisplayName("held sideways or upside down is turned upright before that is forgotten")
    void upright(int orientation, int right, int down) throws IOException {
        BufferedImage picture = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().fillRect(0, 0, 16, 16);
        byte[] jpeg = GoodFiles.inserted(GoodFiles.encoded("jpeg", picture), 2, exif(orientation));

        BufferedImage remade = decoded(clean(jpeg, FileKind.JPEG).content());

        int width = orientation <= 4 ? 64 : 32;
        int height = orientation <= 4 ? 32 : 64;
        assertThat(List.of(remade.getWidth(), remade.getHeight())).containsExactly(width, height);
        for (int x = 0; x <= 1; x++) {
            for (int y = 0; y <= 1; y++) {
                int red = remade.getRGB(x == 0 ? 4 : width - 5, y == 0 ? 4 : height - 5) >> 16 & 0xFF;
                assertThat(red > 128).as("white in corner %d,%d", x, y).isEqualTo(x == right && y == down);
            }
        }
    }

    @Test
    @DisplayName("keeps what is transparent, which its thumbnail shows on white")
    void transparency() throws IOException {
        Clean clean = clean(GoodFiles.png(64, 48), FileKind.PNG);

        assertThat(decoded(clean.content()).getRGB(0, 0) >>> 24).isZero();
        assertThat(decoded(clean.thumbnail().orElseThrow()).getRGB(0, 0) & 0xFF).isGreaterThan(240);
    }

    @Test
    @DisplayName("of 65,535 by 65,535 pixels is refused by its header, before a pixel is decoded")
    void huge() {
        byte[] head = ByteBuffer.allocate(13)
                .putInt(65_535)
                .putInt(65_535)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        byte[] png = GoodFiles.join(
                Octets.of("\u0089PNG\r\n\u001a\n"),
                chunk("IHDR", head),
                chunk("IDAT", PdfFile.deflated(new byte[100])),
                chunk("IEND", new byte[0]));
        refused(png, FileKind.PNG, Reason.PICTURE_TOO_LARGE);

        byte[] jpeg = GoodFiles.jpeg(64, 48);
        int frame = Octets.indexOf(jpeg, Octets.of("\u00ff\u00c0"), 0);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
        refused(jpeg, FileKind.JPEG, Reason.PICTURE_TOO_LARGE);
    }

    @Test
    @DisplayName("may have 12,000 pixels on one side and no more")
    void side() {
        assertThat(check.check(GoodFiles.png(12_000, 1), FileKind.PNG)).isInstanceOf(Clean.class);
        refused(GoodFiles.png(12_001, 1), FileKind.PNG, Reason.PICTURE_TOO_LARGE);
    }

    @Test
    @DisplayName("that is an archive as well is none any more once it is made anew")
    void archiveBehind() {
        for (FileKind kind : List.of(FileKind.PNG, FileKind.JPEG)) {
            byte[] picture = kind == FileKind.PNG ? GoodFiles.png(64, 48) : GoodFiles.jpeg(64, 48);
            byte[] both = GoodFiles.join(picture, GoodFiles.docx());
            assertThat(ZipTail.present(both)).isTrue();

            byte[] remade = clean(both, kind).content();

            assertThat(Octets.indexOf(remade, Octets.of("PK\u0003\u0004"), 0)).isNegative();
            assertThat(Octets.indexOf(remade, Octets.of("word/document.xml"), 0))
                    .isNegative();
        }
    }

    @Test
    @DisplayName("that moves becomes its first frame")
    void animated() {
        byte[] control = ByteBuffer.allocate(8).putInt(100_000).putInt(0).array();
        byte[] png = GoodFiles.inserted(GoodFiles.png(64, 48), 33, chunk("acTL", control));

        assertThat(Octets.indexOf(clean(png, FileKind.PNG).content(), Octets.of("acTL"), 0))
                .isNegative();
    }

    @Test
    @DisplayName("whose texts or profile unpack to whatever size is stored without unpacking them")
    void packedText() {
        byte[] bomb = GoodFiles.join(Octets.of("a\0\0"), PdfFile.deflated(new byte[50 * 1024 * 1024]));
        byte[] png = GoodFiles.inserted(
                GoodFiles.inserted(GoodFiles.png(64, 48), 33, chunk("zTXt", bomb)), 33, chunk("iCCP", bomb));

        assertThat(clean(png, FileKind.PNG).content()).hasSizeLessThan(10_000);
    }

    @Test
    @DisplayName("in the colours of print, cut off or with other numbers in its data is refused as broken")
    void broken() throws IOException {
        refused(printed(), FileKind.JPEG, Reason.MALFORMED);
        for (FileKind kind : List.of(FileKind.PNG, FileKind.JPEG)) {
            byte[] picture = kind == FileKind.PNG ? GoodFiles.png(64, 48) : GoodFiles.jpeg(64, 48);
            refused(Arrays.copyOf(picture, picture.length - 20), kind, Reason.MALFORMED);
        }
        byte[] png = GoodFiles.png(64, 48);
        Arrays.fill(png, 45, 60, (byte) 0xFF);
        refused(png, FileKind.PNG, Reason.MALFORMED);
    }

    private static byte[] printed() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(Raster.createInterleavedRaster(0, 32, 32, 4, null), null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("that makes a decoder go over it hundreds of times is refused")
    void scans() {
        byte[] jpeg = GoodFiles.jpeg(64, 48);
        int scan = Octets.indexOf(jpeg, Octets.of("\u00ff\u00da"), 0);
        byte[] again = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        byte[] many = jpeg;
        for (int count = 0; count < 101; count++) {
            many = GoodFiles.inserted(many, scan, again);
        }
        refused(many, FileKind.JPEG, Reason.ARCHIVE_BOMB);
    }
}

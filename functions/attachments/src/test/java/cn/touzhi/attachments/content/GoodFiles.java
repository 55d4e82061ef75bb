package cn.touzhi.attachments.content;

import cn.touzhi.kernel.attachment.FileKind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** A harmless file of each kind. */
public final class GoodFiles {
    private GoodFiles() {}

    /** A document of one page, the same each time. */
    public static byte[] pdf() {
        return PdfFile.good().bytes();
    }

    static Map<FileKind, byte[]> all() {
        return Map.of(
                FileKind.PDF,
                PdfFile.good().withObjectStream(true, "<< /Producer (Word) >>", "[1 2 3]"),
                FileKind.DOC,
                doc(),
                FileKind.DOCX,
                docx(),
                FileKind.PNG,
                png(64, 48),
                FileKind.JPEG,
                jpeg(64, 48));
    }

    static byte[] docx() {
        return DocxFile.good().bytes();
    }

    interface Filling {
        void fill(POIFSFileSystem files) throws IOException;
    }

    static byte[] doc() {
        return doc(0, files -> {});
    }

    /** With the given flags of the File Information Block, and whatever else is put in. */
    static byte[] doc(int flags, Filling more) {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            byte[] word = new byte[8192];
            ByteBuffer.wrap(word)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0xA5EC)
                    .putShort((short) 0x00C1)
                    .putShort(10, (short) flags);
            files.createDocument(new ByteArrayInputStream(word), "WordDocument");
            files.createDocument(new ByteArrayInputStream(new byte[4096]), "1Table");
            more.fill(files);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            files.writeFilesystem(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] png(int width, int height) {
        return encoded("png", drawn(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    static byte[] jpeg(int width, int height) {
        return encoded("jpeg", drawn(width, height, BufferedImage.TYPE_INT_RGB));
    }

    /** The left half red, the right half blue; with a clear band at the top where there is transparency. */
    static BufferedImage drawn(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, height / 4, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, height / 4, width, height);
        graphics.dispose();
        return picture;
    }

    static byte[] encoded(String format, BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return join(Arrays.copyOf(bytes, at), more, Arrays.copyOfRange(bytes, at, bytes.length));
    }
}

package cn.touzhi.attachments.content;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.kernel.attachment.FileKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes a picture anew from its pixels, whatever else was in the file. It is measured by its header before any pixel is
 * decoded. Streams are kept in memory and not in files, by which streams they are: the setting for it is the whole
 * program's.
 */
final class PictureCheck {
    private static final float QUALITY = 0.9f;

    private final ContentLimits limits;

    PictureCheck(ContentLimits limits) {
        this.limits = limits;
    }

    Clean remake(byte[] content, FileKind kind) throws IOException, Refusal {
        BufferedImage picture = kind == FileKind.PNG
                ? decode("png", PngChunks.pixelsOnly(content))
                : upright(JpegSegments.read(content, limits));
        byte[] remade = kind == FileKind.PNG ? encode("png", picture) : encode("jpeg", picture);
        byte[] thumbnail = encode("jpeg", Pixels.thumbnail(picture, limits.thumbnailSide()));
        return new Clean(kind, remade, Optional.of(thumbnail));
    }

    private BufferedImage upright(JpegSegments jpeg) throws IOException, Refusal {
        return Pixels.upright(decode("jpeg", jpeg.pixels()), jpeg.orientation());
    }

    private BufferedImage decode(String format, byte[] content) throws IOException, Refusal {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(stream, true, true);
            limits.measure(reader.getWidth(0), reader.getHeight(0));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] encode(String format, BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(encoded)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return encoded.toByteArray();
    }
}

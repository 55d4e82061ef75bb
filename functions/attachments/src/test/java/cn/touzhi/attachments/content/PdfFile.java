package cn.touzhi.attachments.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/** Writes small PDFs by hand, good ones and others. */
final class PdfFile {
    static final String CATALOG = "<< /Type /Catalog /Pages 2 0 R >>";
    static final String PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    static final String PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>";
    private static final String TEXT = "BT /F1 12 Tf (HTML/JavaScript, /Launch, 12 years) Tj ET";
    static final String CONTENTS = "<< /Length " + TEXT.length() + " >>\nstream\n" + TEXT + "\nendstream";

    private final List<byte[]> objects = new ArrayList<>();
    private String trailer = "";

    /** A page whose text looks like the names that are looked for, in a stream and so harmless. */
    static PdfFile good() {
        return new PdfFile().with(CATALOG).with(PAGES).with(PAGE).with(CONTENTS);
    }

    /** As {@link #good()} with another catalog. */
    static PdfFile opening(String more) {
        return new PdfFile()
                .with("<< /Type /Catalog /Pages 2 0 R " + more + " >>")
                .with(PAGES)
                .with(PAGE)
                .with(CONTENTS);
    }

    PdfFile with(String object) {
        return with(Octets.of(object));
    }

    PdfFile with(byte[] object) {
        objects.add(object);
        return this;
    }

    PdfFile trailer(String more) {
        trailer = more;
        return this;
    }

    static byte[] stream(String dictionary, byte[] bytes) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(Octets.of("<< " + dictionary + " /Length " + bytes.length + " >>\nstream\n"));
        stream.writeBytes(bytes);
        stream.writeBytes(Octets.of("\nendstream"));
        return stream.toByteArray();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (!deflater.finished()) {
            packed.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return packed.toByteArray();
    }

    /** With a table of objects in the old form. */
    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StringBuilder table = new StringBuilder();
        objects(file, table);
        int start = file.size();
        int size = objects.size() + 1;
        file.writeBytes(Octets.of("xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + size
                + " /Root 1 0 R " + trailer + " >>\nstartxref\n" + start + "\n%%EOF\n"));
        return file.toByteArray();
    }

    private void objects(ByteArrayOutputStream file, StringBuilder table) {
        file.writeBytes(Octets.of("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"));
        int number = 1;
        for (byte[] object : objects) {
            table.append(String.format("%010d 00000 n \n", file.size()));
            file.writeBytes(Octets.of(number++ + " 0 obj\n"));
            file.writeBytes(object);
            file.writeBytes(Octets.of("\nendobj\n"));
        }
    }

    /**
     * In the newer form: what is given lies in an object stream, as objects from 5 on, and the table of objects is a
     * stream, too.
     *
     * @param predicted whether the object stream's bytes are kept as differences
     */
    byte[] withObjectStream(boolean predicted, String... inside) {
        StringBuilder head = new StringBuilder();
        StringBuilder body = new StringBuilder();
        int count = objects.size();
        for (int index = 0; index < inside.length; index++) {
            head.append(count + 2 + index).append(' ').append(body.length()).append(' ');
            body.append(inside[index]).append('\n');
        }
        byte[] plain = Octets.of(head.toString() + body);
        String parameters = predicted ? " /DecodeParms << /Predictor 12 /Columns 8 >>" : "";
        with(stream(
                "/Type /ObjStm /N " + inside.length + " /First " + head.length() + " /Filter /FlateDecode" + parameters,
                deflated(predicted ? upwards(plain, 8) : plain)));

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        objects(file, new StringBuilder());
        return withTableStream(file, inside.length);
    }

    private byte[] withTableStream(ByteArrayOutputStream file, int inside) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        row(rows, 0, 0, 255);
        String soFar = new String(file.toByteArray(), StandardCharsets.ISO_8859_1);
        for (int number = 1; number <= objects.size(); number++) {
            row(rows, 1, soFar.indexOf("\n" + number + " 0 obj") + 1, 0);
        }
        for (int index = 0; index < inside; index++) {
            row(rows, 2, objects.size(), index);
        }
        int start = file.size();
        int size = objects.size() + 1 + inside;
        file.writeBytes(Octets.of((objects.size() + 1 + inside) + " 0 obj\n"));
        file.writeBytes(stream(
                "/Type /XRef /Size " + size + " /W [1 4 1] /Root 1 0 R /Filter /FlateDecode",
                deflated(rows.toByteArray())));
        file.writeBytes(Octets.of("\nendobj\nstartxref\n" + start + "\n%%EOF\n"));
        return file.toByteArray();
    }

    private static void row(ByteArrayOutputStream rows, int kind, int place, int index) {
        rows.writeBytes(ByteBuffer.allocate(6)
                .put((byte) kind)
                .putInt(place)
                .put((byte) index)
                .array());
    }

    /** Each row as its difference to the one above (W3C PNG, filter 2). */
    private static byte[] upwards(byte[] plain, int columns) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int at = 0; at < plain.length; at++) {
            if (at % columns == 0) {
                rows.write(2);
            }
            rows.write(plain[at] - (at >= columns ? plain[at - columns] : 0));
        }
        return rows.toByteArray();
    }
}

package cn.touzhi.attachments.content;

import java.util.List;

/** Undoes what a PDF's parameters say was done to bytes before they were packed (ISO 32000-1, 7.4.4.4). */
final class PdfPredictor {
    private static final int NONE = 1;
    private static final int FIRST_OF_PNG = 10;
    private static final int LAST_OF_PNG = 15;
    private static final int WIDEST = 64 * 1024;

    private PdfPredictor() {}

    /**
     * The bytes as they were.
     *
     * @param parameters the texts of the parameters' tokens, for instance {@code [/Predictor, 12, /Columns, 4]}
     * @throws Refusal as malformed for parameters that are written elsewhere, or a predictor that only pictures have
     */
    static byte[] undo(byte[] bytes, List<String> parameters) throws Refusal {
        Refusal.when(!parameters.isEmpty() && parameters.contains("R"), Reason.MALFORMED);
        int predictor = number(parameters, "/Predictor", NONE);
        if (predictor == NONE) {
            return bytes;
        }
        int columns = number(parameters, "/Columns", 1);
        int colours = number(parameters, "/Colors", 1);
        int bits = number(parameters, "/BitsPerComponent", 8);
        Refusal.when(
                predictor < FIRST_OF_PNG
                        || predictor > LAST_OF_PNG
                        || bits != 8
                        || columns < 1
                        || columns > WIDEST
                        || colours < 1
                        || colours > 32,
                Reason.MALFORMED);
        return rows(bytes, columns * colours, colours);
    }

    private static int number(List<String> parameters, String key, int otherwise) throws Refusal {
        int at = parameters.indexOf(key);
        if (at < 0) {
            return otherwise;
        }
        Refusal.when(at + 1 >= parameters.size() || !parameters.get(at + 1).matches("[0-9]{1,6}"), Reason.MALFORMED);
        return Integer.parseInt(parameters.get(at + 1));
    }

    private static byte[] rows(byte[] packed, int width, int step) throws Refusal {
        int count = Math.ceilDiv(packed.length, width + 1);
        byte[] plain = new byte[Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, (long) count * width))];
        for (int row = 0; row < count; row++) {
            int from = row * (width + 1);
            int filter = packed[from];
            Refusal.when(filter < 0 || filter > 4, Reason.MALFORMED);
            int length = Math.min(width, packed.length - from - 1);
            for (int column = 0; column < length; column++) {
                int at = row * width + column;
                int left = column >= step ? Byte.toUnsignedInt(plain[at - step]) : 0;
                int above = row > 0 ? Byte.toUnsignedInt(plain[at - width]) : 0;
                int corner = row > 0 && column >= step ? Byte.toUnsignedInt(plain[at - width - step]) : 0;
                plain[at] = (byte) (packed[from + 1 + column] + predicted(filter, left, above, corner));
            }
        }
        return plain;
    }

    /** W3C PNG, 9.2 and 9.4. */
    private static int predicted(int filter, int left, int above, int corner) {
        return switch (filter) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            case 4 -> paeth(left, above, corner);
            default -> 0;
        };
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}

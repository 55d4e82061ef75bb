package cn.touzhi.attachments.content;

import java.nio.charset.StandardCharsets;

/** Reads the tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3) from a place on. */
final class PdfLexer {
    enum Token {
        NAME,
        OPEN_DICTIONARY,
        CLOSE_DICTIONARY,
        OPEN_ARRAY,
        CLOSE_ARRAY,
        STRING,
        WORD,
        END
    }

    // a name has at most 127 bytes (ISO 32000-1, annex C); longer words are of no interest either
    private static final int LONGEST = 128;

    private final byte[] bytes;
    private int at;
    private String text = "";

    PdfLexer(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** The place after the last token. */
    int position() {
        return at;
    }

    /** Of a name, without its slash and escapes; of a word, as written. */
    String text() {
        return text;
    }

    Token next() {
        text = "";
        skipBlanks();
        if (at >= bytes.length) {
            return Token.END;
        }
        int first = bytes[at++];
        return switch (first) {
            case '/' -> name();
            case '(' -> string();
            case '[' -> Token.OPEN_ARRAY;
            case ']' -> Token.CLOSE_ARRAY;
            case '<' -> less();
            case '>' -> greater();
            // a brace or a bracket too many; part of nothing that is looked for
            case '{', '}', ')' -> Token.STRING;
            default -> word();
        };
    }

    private void skipBlanks() {
        while (at < bytes.length && (blank(bytes[at]) || bytes[at] == '%')) {
            if (bytes[at] == '%') {
                while (at < bytes.length && bytes[at] != '\r' && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
    }

    private Token name() {
        StringBuilder name = new StringBuilder();
        while (at < bytes.length && regular(bytes[at])) {
            int octet = escaped();
            if (name.length() < LONGEST) {
                name.append((char) octet);
            }
        }
        text = name.toString();
        return Token.NAME;
    }

    private int escaped() {
        int octet = Byte.toUnsignedInt(bytes[at++]);
        if (octet == '#' && at + 1 < bytes.length) {
            int high = Character.digit(bytes[at], 16);
            int low = Character.digit(bytes[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        return octet;
    }

    private Token string() {
        int depth = 1;
        while (at < bytes.length && depth > 0) {
            switch (bytes[at++]) {
                case '\\' -> at++;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
        }
        return Token.STRING;
    }

    private Token less() {
        if (at < bytes.length && bytes[at] == '<') {
            at++;
            return Token.OPEN_DICTIONARY;
        }
        while (at < bytes.length && bytes[at++] != '>') {
            continue;
        }
        return Token.STRING;
    }

    private Token greater() {
        if (at < bytes.length && bytes[at] == '>') {
            at++;
            return Token.CLOSE_DICTIONARY;
        }
        return Token.STRING;
    }

    private Token word() {
        int from = at - 1;
        while (at < bytes.length && regular(bytes[at])) {
            at++;
        }
        text = new String(bytes, from, Math.min(at - from, LONGEST), StandardCharsets.ISO_8859_1);
        return Token.WORD;
    }

    static boolean blank(byte octet) {
        return octet == 0 || octet == '\t' || octet == '\n' || octet == '\f' || octet == '\r' || octet == ' ';
    }

    private static boolean regular(byte octet) {
        return !blank(octet) && "()<>[]{}/%".indexOf(octet) < 0;
    }
}

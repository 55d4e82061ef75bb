package cn.touzhi.attachments.content;

import cn.touzhi.attachments.content.PdfLexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One object of a PDF as its tokens say it: every name in it, and what its own dictionary says of its stream.
 *
 * @param names all of them, at any depth, without escapes
 * @param values of the outermost dictionary, each as its tokens' texts, brackets left out
 * @param end the place after it, which is where the stream's bytes are announced if it has one
 * @param stream whether it has one
 */
record PdfObject(Set<String> names, Map<String, List<String>> values, int end, boolean stream) {
    /**
     * Reads what begins at {@code from}.
     *
     * @param single whether it ends where its brackets close, as in an object stream; else at {@code endobj},
     *     {@code stream} or the next {@code obj}
     */
    static PdfObject read(byte[] bytes, int from, boolean single) {
        return new Reading(new PdfLexer(bytes, from)).read(single);
    }

    /** The number that the outermost dictionary gives for a key; {@code otherwise} where it gives none directly. */
    int number(String key, int otherwise) {
        List<String> value = values.getOrDefault(key, List.of());
        return value.size() == 1 && value.getFirst().matches("[0-9]{1,9}")
                ? Integer.parseInt(value.getFirst())
                : otherwise;
    }

    private static final class Reading {
        // what is asked for are filters, their parameters and numbers
        private static final int LONGEST_VALUE = 32;

        private final PdfLexer lexer;
        private final Set<String> names = new HashSet<>();
        private final Map<String, List<String>> values = new HashMap<>();
        private List<String> value = new ArrayList<>();
        private int depth;
        private int arrays;
        private boolean keyed;

        Reading(PdfLexer lexer) {
            this.lexer = lexer;
        }

        PdfObject read(boolean single) {
            while (true) {
                Token token = lexer.next();
                boolean word = token == Token.WORD;
                boolean stream = word && lexer.text().equals("stream");
                boolean over = token == Token.END || word && (ends(lexer.text()) || stream);
                if (over) {
                    return new PdfObject(names, values, lexer.position(), stream);
                }
                take(token);
                if (single && depth <= 0 && arrays <= 0 && token != Token.WORD) {
                    return new PdfObject(names, values, lexer.position(), false);
                }
            }
        }

        private static boolean ends(String word) {
            return word.equals("endobj") || word.equals("startxref") || word.equals("xref");
        }

        private void take(Token token) {
            boolean outermost = depth == 1 && arrays <= 0;
            switch (token) {
                case OPEN_DICTIONARY -> depth++;
                case CLOSE_DICTIONARY -> depth--;
                case OPEN_ARRAY -> arrays++;
                case CLOSE_ARRAY -> arrays--;
                case NAME -> {
                    names.add(lexer.text());
                    if (outermost && !keyed) {
                        value = new ArrayList<>();
                        values.putIfAbsent(lexer.text(), value);
                        keyed = true;
                        return;
                    }
                    keep("/" + lexer.text());
                }
                case WORD -> keep(lexer.text());
                default -> {}
            }
            keyed = false;
        }

        private void keep(String text) {
            if (value.size() < LONGEST_VALUE) {
                value.add(text);
            }
        }
    }
}

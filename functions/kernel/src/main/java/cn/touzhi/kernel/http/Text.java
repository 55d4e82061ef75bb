package cn.touzhi.kernel.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What counts as text in a request. */
public final class Text {
    private Text() {}

    /** Whether {@code text} has neither control characters (line ends and tabs excepted) nor half surrogate pairs. */
    public static boolean isClean(String text) {
        return text.codePoints()
                .allMatch(point -> point == '\n'
                        || point == '\r'
                        || point == '\t'
                        || !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE);
    }

    /** The text that {@code bytes} encode; empty if they aren't UTF-8 throughout. */
    public static Optional<String> ofUtf8(byte[] bytes) {
        try {
            // a new decoder reports what is malformed, where new String(…) would put a question mark
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}

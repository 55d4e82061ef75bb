package cn.touzhi.kernel.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many times the client knows that its user's consents have changed, as privacy answered. A room that has heard of
 * fewer can't decide yet.
 *
 * @param value 1 to 999999999; 0 where the client doesn't say, which is never too many
 */
public record ConsentSequence(int value) {
    /** The header's name. */
    public static final String HEADER = "consent-sequence";

    /** The client doesn't say. */
    public static final ConsentSequence NOT_SENT = new ConsentSequence(0);

    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,8}");

    /** Reads the header. */
    public static Optional<ConsentSequence> parse(String header) {
        return SHAPE.matcher(header).matches()
                ? Optional.of(new ConsentSequence(Integer.parseInt(header)))
                : Optional.empty();
    }
}

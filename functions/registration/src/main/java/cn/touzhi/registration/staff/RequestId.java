package cn.touzhi.registration.staff;

import cn.touzhi.kernel.OpaqueId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one request for an act, so that it is done once however often it is asked for.
 *
 * @param value made at random by whoever asks
 */
record RequestId(String value) implements OpaqueId {
    /** What such an id looks like, to be read by people. */
    static final String FORM = "[A-Za-z0-9_-]{16,64}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Reads what a request says; empty if that can't be an id. */
    static Optional<RequestId> parse(String text) {
        return PATTERN.matcher(text).matches() ? Optional.of(new RequestId(text)) : Optional.empty();
    }
}

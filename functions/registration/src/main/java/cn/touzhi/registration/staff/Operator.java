package cn.touzhi.registration.staff;

import cn.touzhi.kernel.OpaqueId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one operator of the platform. Who that is stands in the deployer's own directory, and in CloudTrail, which saw
 * who invoked the function.
 *
 * @param value as the deployer's directory has it
 */
record Operator(String value) implements OpaqueId {
    /** What such a name looks like, to be read by people. */
    static final String FORM = "[a-z0-9][a-z0-9._-]{1,63}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Reads what a request says; empty if that can't be an operator. */
    static Optional<Operator> parse(String text) {
        return PATTERN.matcher(text).matches() ? Optional.of(new Operator(text)) : Optional.empty();
    }
}

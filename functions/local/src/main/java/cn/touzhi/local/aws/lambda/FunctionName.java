package cn.touzhi.local.aws.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a caller names it: by its name, a part of its ARN or all of it (Lambda API reference, "Invoke").
 *
 * @param logicalId which here is the name too
 * @param qualifier the version or alias that is meant
 */
record FunctionName(String logicalId, Optional<String> qualifier) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(?:arn:[^:]+:lambda:[^:]+:)?[0-9]{12}:function:)?([A-Za-z0-9_-]+)(?::([A-Za-z0-9$_-]+))?");

    /** Empty where {@code text} names no function at all. */
    static Optional<FunctionName> parse(String text, Optional<String> qualifier) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new FunctionName(
                        form.group(1), Optional.ofNullable(form.group(2)).or(() -> qualifier)))
                : Optional.empty();
    }

    /** Behind the function's name in its ARN. */
    String suffix() {
        return qualifier.map(name -> ":" + name).orElse("");
    }
}

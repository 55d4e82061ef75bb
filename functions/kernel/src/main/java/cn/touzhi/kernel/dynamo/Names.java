package cn.touzhi.kernel.dynamo;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attribute names in expressions. Each of ours stands in them as its placeholder ({@code #state} for {@code state}),
 * because many are words that DynamoDB reserves.
 */
public final class Names {
    private static final Pattern PLACEHOLDER = Pattern.compile("#([A-Za-z]+)");

    private Names() {}

    /** What the placeholders of {@code expressions} stand for. */
    public static Map<String, String> in(String... expressions) {
        Map<String, String> names = new TreeMap<>();
        for (String expression : expressions) {
            Matcher placeholders = PLACEHOLDER.matcher(expression);
            while (placeholders.find()) {
                names.put(placeholders.group(), placeholders.group(1));
            }
        }
        return names;
    }
}

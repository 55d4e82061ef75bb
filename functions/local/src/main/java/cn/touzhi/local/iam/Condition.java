package cn.touzhi.local.iam;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * One line of a statement's Condition (IAM guide, "Condition operators" and "Multivalued context keys").
 *
 * @param operator without quantifier and {@code IfExists}
 */
record Condition(Quantifier quantifier, String operator, boolean ifExists, String key, List<String> values) {
    enum Quantifier {
        ONE,
        ALL,
        ANY
    }

    private static final Map<String, BiPredicate<String, String>> OPERATORS = Map.ofEntries(
            Map.entry("StringEquals", String::equals),
            Map.entry("StringEqualsIgnoreCase", String::equalsIgnoreCase),
            Map.entry("StringLike", (wanted, given) -> Wildcard.matches(wanted, given)),
            Map.entry("ArnEquals", (wanted, given) -> Wildcard.matches(wanted, given)),
            Map.entry("ArnLike", (wanted, given) -> Wildcard.matches(wanted, given)),
            Map.entry("Bool", String::equalsIgnoreCase),
            Map.entry("NumericEquals", (wanted, given) -> compare(given, wanted) == 0),
            Map.entry("NumericLessThan", (wanted, given) -> compare(given, wanted) < 0),
            Map.entry("NumericLessThanEquals", (wanted, given) -> compare(given, wanted) <= 0),
            Map.entry("NumericGreaterThan", (wanted, given) -> compare(given, wanted) > 0),
            Map.entry("NumericGreaterThanEquals", (wanted, given) -> compare(given, wanted) >= 0));

    /** {@code StringNotEquals} is {@code StringEquals} turned round, and so on. */
    private static final Map<String, String> TURNED = Map.of(
            "StringNotEquals", "StringEquals",
            "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase",
            "StringNotLike", "StringLike",
            "ArnNotEquals", "ArnEquals",
            "ArnNotLike", "ArnLike",
            "NumericNotEquals", "NumericEquals");

    static boolean knows(String operator) {
        return operator.equals("Null") || OPERATORS.containsKey(operator) || TURNED.containsKey(operator);
    }

    boolean holds(Map<String, List<String>> context) {
        List<String> given = context.getOrDefault(key, List.of());
        if (operator.equals("Null")) {
            return given.isEmpty() == Boolean.parseBoolean(values.getFirst());
        }
        boolean turned = TURNED.containsKey(operator);
        if (given.isEmpty()) {
            return ifExists || (quantifier == Quantifier.ONE ? turned : quantifier == Quantifier.ALL);
        }
        return switch (quantifier) {
            case ONE, ALL -> given.stream().allMatch(value -> matchesAny(value) != turned);
            case ANY -> given.stream().anyMatch(value -> matchesAny(value) != turned);
        };
    }

    private boolean matchesAny(String given) {
        BiPredicate<String, String> test = OPERATORS.get(TURNED.getOrDefault(operator, operator));
        return values.stream().anyMatch(wanted -> test.test(wanted, given));
    }

    private static int compare(String left, String right) {
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }
}

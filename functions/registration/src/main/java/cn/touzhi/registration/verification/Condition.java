package cn.touzhi.registration.verification;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition of a write, and the values that stand in it; for its names see {@link Names}.
 *
 * @param expression in DynamoDB's language
 * @param values by their placeholders
 */
record Condition(String expression, Map<String, AttributeValue> values) {
    /** This one and {@code other}. */
    Condition and(Condition other) {
        Map<String, AttributeValue> both = new HashMap<>(values);
        both.putAll(other.values);
        return new Condition(expression + " AND " + other.expression, both);
    }
}

package cn.touzhi.local.iam;

import java.util.List;
import java.util.Map;

/**
 * What a call needs to be granted.
 *
 * @param action such as {@code dynamodb:PutItem}
 * @param resource an ARN; {@code *} where the action knows no resource
 * @param context condition keys with their values, none of them null
 */
public record Access(String action, String resource, Map<String, List<String>> context) {
    public static Access of(String action, String resource) {
        return new Access(action, resource, Map.of());
    }
}

package cn.touzhi.local.aws.dynamodb;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which items a transaction is at just now.
 *
 * <p>DynamoDB Local does one thing after the other and so never reports a conflict, which AWS does (DynamoDB guide,
 * "Transaction conflict handling").
 */
final class ItemLocks {
    private final Set<String> held = new HashSet<>();

    /** Takes all keys, or none and says which was the first that another transaction holds. */
    synchronized OptionalInt take(List<String> keys) {
        OptionalInt conflict = firstHeld(keys);
        if (conflict.isEmpty()) {
            held.addAll(keys);
        }
        return conflict;
    }

    /** The first of {@code keys} that a transaction holds. */
    synchronized OptionalInt firstHeld(List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (held.contains(keys.get(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    synchronized void release(List<String> keys) {
        keys.forEach(held::remove);
    }
}

package cn.touzhi.local.template;

import java.util.List;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param stream whether it has one
 * @param streamView NEW_AND_OLD_IMAGES, KEYS_ONLY …; empty text where there is no stream
 * @param timeToLiveAttribute the attribute with the epoch second after which an item may go
 */
public record Table(
        String logicalId,
        List<KeyElement> keys,
        boolean stream,
        String streamView,
        Optional<String> timeToLiveAttribute,
        List<Index> indexes) {
    /**
     * @param role HASH or RANGE
     * @param type S, N or B
     */
    public record KeyElement(String name, String role, String type) {}

    /**
     * A global or local secondary index.
     *
     * @param global whether it has a hash key of its own
     * @param projection ALL, KEYS_ONLY or INCLUDE
     */
    public record Index(
            String name, boolean global, List<KeyElement> keys, String projection, List<String> nonKeyAttributes) {}
}

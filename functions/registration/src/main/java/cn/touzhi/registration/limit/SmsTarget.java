package cn.touzhi.registration.limit;

import cn.touzhi.registration.RegistrationTable;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a text message goes, as far as limits are concerned.
 *
 * @param block keyed digest of the number's block
 * @param country two-letter code
 */
public record SmsTarget(String block, String country) {
    /** The breakers that may be open for it. */
    List<Map<String, AttributeValue>> breakerKeys() {
        return List.of(RegistrationTable.breakerKey(block), RegistrationTable.breakerKey(country));
    }
}

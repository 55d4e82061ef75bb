package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A breaker that has tripped.
 *
 * @param expiresAt until when it counts
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "BREAKER#{blockOrCountry} / BREAKER",
        pathFromSubject = "none: it ends by itself, and tells of many numbers together")
record Breaker(
        @NotPersonal("until when strangers need a challenge")
        Instant expiresAt) {
    static Breaker of(Map<String, AttributeValue> item) {
        return new Breaker(instantOf(item, RegistrationTable.EXPIRES_AT));
    }
}

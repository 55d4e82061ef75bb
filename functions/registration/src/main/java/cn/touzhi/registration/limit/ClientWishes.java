package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.bytesSetOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;

import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one network has asked for within an hour of the clock.
 *
 * @param wishes keyed digests of them
 * @param expiresAt when nobody asks for it any more
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "CLIENT#{networkDigest}#{hour} / CLIENT",
        pathFromSubject = "none: it ends by itself within two hours, and nothing leads from a subject to a network")
record ClientWishes(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        List<byte[]> wishes,

        @NotPersonal("when all of this ends") Instant expiresAt) {

    static ClientWishes of(Map<String, AttributeValue> item) {
        return new ClientWishes(
                bytesSetOf(item, RegistrationTable.WISHES), instantOf(item, RegistrationTable.EXPIRES_AT));
    }

    boolean has(byte[] mark) {
        return wishes.stream().anyMatch(known -> MessageDigest.isEqual(known, mark));
    }
}

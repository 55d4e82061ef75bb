package cn.touzhi.registration.limit;

import static cn.touzhi.kernel.dynamo.Attributes.bytesSetOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;

import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What went out to a block of numbers, or to a part of a country, within an hour of the clock, and what came of it.
 *
 * @param sent messages that were let through
 * @param used digests of the names of the messages whose code was right
 * @param lastTry the sender's try at counting last
 * @param expiresAt when nobody asks for it any more
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "BLOCK#{blockDigest}#{hour} / BLOCK, COUNTRY#{country}#{hour}#{shard} / COUNTRY",
        pathFromSubject = "none: it ends by itself within two hours, and tells of many numbers together")
record SmsCount(
        @NotPersonal("a counter of messages") int sent,

        @NotPersonal("tells messages apart, by digests that lead nowhere")
        List<byte[]> used,

        @NotPersonal("names a try of ours") Optional<String> lastTry,
        @NotPersonal("when all of this ends") Instant expiresAt) {

    static SmsCount of(Map<String, AttributeValue> item) {
        return new SmsCount(
                item.containsKey(RegistrationTable.SENT) ? numberOf(item, RegistrationTable.SENT) : 0,
                bytesSetOf(item, RegistrationTable.USED),
                optionalText(item, RegistrationTable.LAST_TRY),
                instantOf(item, RegistrationTable.EXPIRES_AT));
    }

    /** Whether so few of enough codes were used that somebody is pumping. */
    boolean isPumped(Limits.Spend limits) {
        return sent >= limits.sample() && used.size() * 100L < (long) limits.usedPercent() * sent;
    }
}

package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That a session has ended whose access token may still look good.
 *
 * @param subject whose it was
 * @param session which one
 * @param expiresAt when no token of it can be good any more
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "FENCE#{subject} / ENDED#{session}",
        pathFromSubject = "Query of FENCE#{subject}, in each room's table")
record EndedSession(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.STANDING,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.STANDING,
                clause = "5.2")
        String session,

        @NotPersonal("when it goes") Instant expiresAt) {
    static final String PREFIX = "ENDED#";

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(Standings.key(subject, PREFIX + session));
        item.put(Standings.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    /** The session that the item with {@code sortKey} tells of. */
    static String sessionIn(String sortKey) {
        return sortKey.substring(PREFIX.length());
    }

    static boolean isAt(Map<String, AttributeValue> item) {
        return item.get(Standings.SK).s().startsWith(PREFIX);
    }
}

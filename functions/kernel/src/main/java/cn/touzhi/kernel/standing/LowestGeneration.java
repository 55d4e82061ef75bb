package cn.touzhi.kernel.standing;

import static cn.touzhi.kernel.dynamo.Attributes.number;
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
 * Below which generation no session of someone counts any more. It only ever grows.
 *
 * @param subject whose
 * @param generation the lowest that counts
 * @param expiresAt when no token of a lower one can be good any more
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "FENCE#{subject} / GENERATION",
        pathFromSubject = "Query of FENCE#{subject}, in each room's table")
record LowestGeneration(
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
        int generation,

        @NotPersonal("when it goes") Instant expiresAt) {
    static final String SORT_KEY = "GENERATION";
    static final String GENERATION = "generation";

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(Standings.key(subject, SORT_KEY));
        item.put(GENERATION, number(generation));
        item.put(Standings.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    static boolean isAt(Map<String, AttributeValue> item) {
        return item.get(Standings.SK).s().equals(SORT_KEY);
    }
}

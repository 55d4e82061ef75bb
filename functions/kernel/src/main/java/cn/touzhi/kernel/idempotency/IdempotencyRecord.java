package cn.touzhi.kernel.idempotency;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

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
 * That a request had its effect, in one transaction with it, so that its repetition gets the same answer and has none.
 *
 * @param subject whose request it was
 * @param key what they called it, digested
 * @param body what they sent, digested
 * @param made what came of it
 * @param expiresAt when a repetition is a new request
 */
@Stored(
        table = Stored.EVERY_ROOM,
        key = "REQUESTS#{subject} / {key}",
        pathFromSubject = "Query of REQUESTS#{subject}, in each room's table")
record IdempotencyRecord(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.NOTICE,
                clause = "5.2")
        SubjectId subject,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.NOTICE,
                clause = "5.2")
        String key,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.NOTICE,
                clause = "5.2")
        String body,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.NOTICE,
                clause = "5.2")
        String made,

        @NotPersonal("when it goes") Instant expiresAt) {
    static final String PARTITION = "REQUESTS#";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String BODY = "body";
    private static final String MADE = "made";

    static Map<String, AttributeValue> keyOf(SubjectId subject, String key) {
        return Map.of("pk", text(PARTITION + subject.value()), "sk", text(key));
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(keyOf(subject, key));
        item.put(BODY, text(body));
        item.put(MADE, text(made));
        item.put(EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    static IdempotencyRecord of(IdempotentRequest request, Map<String, AttributeValue> item) {
        return new IdempotencyRecord(
                request.subject(), request.key(), textOf(item, BODY), textOf(item, MADE), instantOf(item, EXPIRES_AT));
    }
}

package cn.touzhi.registration.lapse;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Remembers that an account lost its last address and is erased unless it gets one. The account itself decides then; this
 * only has it looked at.
 *
 * @param subject whose account it is
 * @param dueAt when
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "LAPSES#{day} / ACCOUNT#{subject}",
        pathFromSubject =
                "GetItem of LAPSES#{day} / ACCOUNT#{subject}, the day on which the account has been stranded for"
                        + " 30 days")
public record Lapse(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        SubjectId subject,

        @NotPersonal("a limit") Instant dueAt) {
    /** Where it lies. */
    Map<String, AttributeValue> key() {
        return RegistrationTable.lapseKey(LocalDate.ofInstant(dueAt, ZoneOffset.UTC), subject);
    }

    /** The item, key included. */
    public Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(key());
        item.put(RegistrationTable.DUE_AT, seconds(dueAt));
        return item;
    }

    /** Reads an item. */
    static Lapse of(Map<String, AttributeValue> item) {
        String sortKey = textOf(item, RegistrationTable.SK);
        return new Lapse(
                new SubjectId(sortKey.substring(sortKey.indexOf('#') + 1)), instantOf(item, RegistrationTable.DUE_AT));
    }
}

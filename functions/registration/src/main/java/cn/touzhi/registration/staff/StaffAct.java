package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The record of one act of staff. It is put in the transaction that does the act, and never changed or deleted: its key
 * is the request's id, so that the same request finds it again.
 *
 * @param subject to whose account it was done
 * @param request which asked for it
 * @param act what was done
 * @param by the operator who did it
 * @param reason why, sealed; owner: subject and request, field {@code reason}
 * @param at when
 * @param addressDigest where the account was given back: to the holder of which address
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / ACT#{request}",
        pathFromSubject = "Query of ACCOUNT#{subject} / ACT#")
@SuppressWarnings("ArrayRecordComponent") // never compared
record StaffAct(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        SubjectId subject,

        @NotPersonal("random, names the request") RequestId request,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        ActKind act,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Operator by,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2",
                sealed = true)
        byte[] reason,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Instant at,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<String> addressDigest) {
    /** What {@code request} asks for, done {@code now}. */
    static StaffAct of(ActRequest request, DataKey key, Instant now, SecureRandom random) {
        byte[] reason =
                key.seal(request.reason(), ownerOf(request.subject(), request.id()), RegistrationTable.REASON, random);
        return new StaffAct(
                request.subject(), request.id(), request.act(), request.by(), reason, now, request.holderDigest());
    }

    /** Reads an item. */
    static StaffAct of(Map<String, AttributeValue> item) {
        return new StaffAct(
                new SubjectId(afterHash(textOf(item, RegistrationTable.PK))),
                new RequestId(afterHash(textOf(item, RegistrationTable.SK))),
                ActKind.of(textOf(item, RegistrationTable.ACT)).orElseThrow(),
                new Operator(textOf(item, RegistrationTable.BY)),
                bytesOf(item, RegistrationTable.REASON),
                instantOf(item, RegistrationTable.AT),
                optionalText(item, RegistrationTable.ADDRESS_DIGEST));
    }

    /** Why it was done. */
    String openReason(DataKey key) {
        return key.openText(reason, ownerOf(subject, request), RegistrationTable.REASON);
    }

    /** Whether it is what {@code asked} asks for, to the letter. */
    boolean answers(ActRequest asked, DataKey key) {
        return request.equals(asked.id())
                && act == asked.act()
                && by.equals(asked.by())
                && addressDigest.equals(asked.holderDigest())
                && openReason(key).equals(asked.reason());
    }

    /** The action that records it, once. */
    TransactWriteItem put(String table) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.staffActKey(subject, request));
        item.put(RegistrationTable.ACT, text(act.text()));
        item.put(RegistrationTable.BY, text(by.value()));
        item.put(RegistrationTable.REASON, bytes(reason));
        item.put(RegistrationTable.AT, seconds(at));
        addressDigest.ifPresent(digest -> item.put(RegistrationTable.ADDRESS_DIGEST, text(digest)));
        Put put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private static String ownerOf(SubjectId subject, RequestId request) {
        return subject.value() + "/" + request.value();
    }

    private static String afterHash(String key) {
        return key.substring(key.indexOf('#') + 1);
    }
}

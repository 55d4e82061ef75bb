package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
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
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A person's account.
 *
 * @param subject whose it is
 * @param state whether it may be used; {@code active} is the only one so far
 * @param generation which sessions count: those of this generation
 * @param birthDate an ISO date, sealed; owner: the subject, field {@code birthDate}
 * @param locale to write to its owner in
 * @param source where it was opened
 * @param createdAt when
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / ACCOUNT",
        pathFromSubject = "GetItem of ACCOUNT#{subject} / ACCOUNT")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Account(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        SubjectId subject,

        @NotPersonal("whether the platform admits it") String state,
        @NotPersonal("counts endings of all sessions") int generation,

        @PersonalData(
                category = Category.BIRTH_DATE,
                purpose = Purpose.AGE_GATE,
                keeping = Keeping.ACCOUNT,
                clause = "9",
                sealed = true)
        byte[] birthDate,

        @PersonalData(
                category = Category.DEVICE,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        Language locale,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        Source source,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        Instant createdAt) {
    /** The generation of a new account. */
    static final int FIRST_GENERATION = 1;

    static final String BIRTH_DATE_FIELD = "birthDate";

    /** Reads an item. */
    static Account of(Map<String, AttributeValue> item) {
        String partition = textOf(item, RegistrationTable.PK);
        return new Account(
                new SubjectId(partition.substring(partition.indexOf('#') + 1)),
                textOf(item, RegistrationTable.STATE),
                numberOf(item, RegistrationTable.GENERATION),
                bytesOf(item, RegistrationTable.BIRTH_DATE),
                Language.of(textOf(item, RegistrationTable.LOCALE)),
                Source.of(textOf(item, RegistrationTable.SOURCE)),
                instantOf(item, RegistrationTable.CREATED_AT));
    }

    /** The item, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.accountKey(subject));
        item.put(RegistrationTable.STATE, text(state));
        item.put(RegistrationTable.GENERATION, number(generation));
        item.put(RegistrationTable.BIRTH_DATE, bytes(birthDate));
        item.put(RegistrationTable.LOCALE, text(locale.text()));
        item.put(RegistrationTable.SOURCE, text(source.text()));
        item.put(RegistrationTable.CREATED_AT, seconds(createdAt));
        return item;
    }
}

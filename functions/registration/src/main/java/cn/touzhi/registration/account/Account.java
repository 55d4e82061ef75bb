package cn.touzhi.registration.account;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.flagOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
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
import cn.touzhi.registration.session.AccountState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A person's account.
 *
 * @param subject whose it is
 * @param state whether it may be used
 * @param generation which sessions count: those of this generation
 * @param birthDate an ISO date, sealed; owner: the subject, field {@code birthDate}
 * @param locale to write to its owner in
 * @param source where it was opened
 * @param createdAt when
 * @param identities how many addresses it has that are not removed
 * @param signIns how many sessions were ever opened on it
 * @param birthDateTries guesses at the birth date since one was right or staff looked
 * @param smsNoticesOn the day (UTC) of the last sign-in to it
 * @param smsNotices how many sign-ins of that day were told by SMS
 * @param staff whether its tokens carry the scope {@code staff}
 * @param frozenAt since when it is frozen
 * @param caseId the case that freezing it opened
 * @param strandedAt since when it is without an address
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

        @NotPersonal("whether the platform admits it") AccountState state,
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
        Instant createdAt,

        @NotPersonal("a counter") int identities,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        int signIns,

        @NotPersonal("a counter of guesses") int birthDateTries,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<String> smsNoticesOn,

        @NotPersonal("a counter of messages") int smsNotices,
        @NotPersonal("what the platform lets it do") boolean staff,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<Instant> frozenAt,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<String> caseId,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<Instant> strandedAt) {
    /** The generation of a new account. */
    static final int FIRST_GENERATION = 1;

    /** Reads an item. */
    public static Account of(Map<String, AttributeValue> item) {
        String partition = textOf(item, RegistrationTable.PK);
        return new Account(
                new SubjectId(partition.substring(partition.indexOf('#') + 1)),
                AccountState.of(textOf(item, RegistrationTable.STATE)),
                numberOf(item, RegistrationTable.GENERATION),
                bytesOf(item, RegistrationTable.BIRTH_DATE),
                Language.of(textOf(item, RegistrationTable.LOCALE)),
                Source.of(textOf(item, RegistrationTable.SOURCE)),
                instantOf(item, RegistrationTable.CREATED_AT),
                numberOf(item, RegistrationTable.IDENTITIES),
                numberOf(item, RegistrationTable.SIGN_INS),
                numberOf(item, RegistrationTable.BIRTH_DATE_TRIES),
                optionalText(item, RegistrationTable.SMS_NOTICES_ON),
                item.containsKey(RegistrationTable.SMS_NOTICES) ? numberOf(item, RegistrationTable.SMS_NOTICES) : 0,
                flagOf(item, RegistrationTable.STAFF),
                optionalInstant(item, RegistrationTable.FROZEN_AT),
                optionalText(item, RegistrationTable.CASE_ID),
                optionalInstant(item, RegistrationTable.STRANDED_AT));
    }

    /** One that has just been opened: with one address and one session. */
    static Account opened(SubjectId subject, byte[] sealedBirthDate, Language locale, Source source, Instant now) {
        return new Account(
                subject,
                AccountState.ACTIVE,
                FIRST_GENERATION,
                sealedBirthDate,
                locale,
                source,
                now,
                1,
                1,
                0,
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The item of one that has just been opened, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.accountKey(subject));
        item.put(RegistrationTable.STATE, text(state.text()));
        item.put(RegistrationTable.GENERATION, number(generation));
        item.put(RegistrationTable.BIRTH_DATE, bytes(birthDate));
        item.put(RegistrationTable.LOCALE, text(locale.text()));
        item.put(RegistrationTable.SOURCE, text(source.text()));
        item.put(RegistrationTable.CREATED_AT, seconds(createdAt));
        item.put(RegistrationTable.IDENTITIES, number(identities));
        item.put(RegistrationTable.SIGN_INS, number(signIns));
        item.put(RegistrationTable.BIRTH_DATE_TRIES, number(birthDateTries));
        return item;
    }
}

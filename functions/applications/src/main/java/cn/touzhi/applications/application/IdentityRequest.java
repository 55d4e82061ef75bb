package cn.touzhi.applications.application;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalBytes;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.applications.ApplicationsTable;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That an employer needs somebody's ID number for an application, and, once they gave it, the number. It goes with the
 * application's end, with the consent, with its owner's wish, and after thirty days, whichever comes first.
 *
 * @param subject whose
 * @param application for which application, and for no other
 * @param purpose what for
 * @param askedAt when it was asked for
 * @param number sealed with its owner's key; empty until they give it
 * @param givenAt when they gave it
 * @param expiresAt when it goes at the latest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
@Stored(
        table = ApplicationsTable.NAME,
        key = "SEEKER#{subject} / IDENTITY#{application}",
        pathFromSubject = "Query of SEEKER#{subject}")
record IdentityRequest(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.IDENTITY_NUMBER,
                clause = "2.1.2")
        SubjectId subject,

        @NotPersonal("names an application") String application,
        @NotPersonal("a purpose of ours") IdentityPurpose purpose,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.IDENTITY_NUMBER,
                clause = "2.1.2")
        Instant askedAt,

        @PersonalData(
                category = Category.SENSITIVE,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.IDENTITY_NUMBER,
                clause = "2.1.2",
                sealed = true)
        Optional<byte[]> number,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.RECRUITMENT,
                keeping = Keeping.IDENTITY_NUMBER,
                clause = "2.1.2")
        Optional<Instant> givenAt,

        @NotPersonal("when it goes") Instant expiresAt) {
    static final String NUMBER = "number";
    static final String ASKED_AT = "askedAt";
    private static final String PURPOSE = "purpose";
    private static final String GIVEN_AT = "givenAt";
    private static final Duration KEPT = Keeping.IDENTITY_NUMBER.limit().orElseThrow();

    /** One that waits for an answer. */
    static IdentityRequest asked(SubjectId subject, String application, IdentityPurpose purpose, Instant now) {
        return new IdentityRequest(
                subject, application, purpose, now, Optional.empty(), Optional.empty(), now.plus(KEPT));
    }

    /** With the number, which is kept as long as the first that was given. */
    IdentityRequest given(byte[] stored, Instant now) {
        return new IdentityRequest(
                subject,
                application,
                purpose,
                askedAt,
                Optional.of(stored),
                Optional.of(now),
                number.isPresent() ? expiresAt : now.plus(KEPT));
    }

    /** Whether it is over, though it lies there still. */
    boolean over(Instant now) {
        return !expiresAt.isAfter(now);
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(ApplicationsTable.identityKey(subject, application));
        item.put(PURPOSE, text(purpose.text()));
        item.put(ASKED_AT, seconds(askedAt));
        number.ifPresent(stored -> item.put(NUMBER, bytes(stored)));
        givenAt.ifPresent(at -> item.put(GIVEN_AT, seconds(at)));
        item.put(ApplicationsTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    static IdentityRequest of(SubjectId subject, Map<String, AttributeValue> item) {
        return new IdentityRequest(
                subject,
                ApplicationsTable.applicationIn(textOf(item, ApplicationsTable.SK)),
                IdentityPurpose.of(textOf(item, PURPOSE)).orElseThrow(),
                instantOf(item, ASKED_AT),
                optionalBytes(item, NUMBER),
                optionalInstant(item, GIVEN_AT),
                instantOf(item, ApplicationsTable.EXPIRES_AT));
    }
}

package cn.touzhi.registration.session;

import static cn.touzhi.kernel.data.Category.ACTIVITY;
import static cn.touzhi.kernel.data.Category.CREDENTIAL;
import static cn.touzhi.kernel.data.Category.DEVICE;
import static cn.touzhi.kernel.data.Category.PSEUDONYM;
import static cn.touzhi.kernel.data.Purpose.REGISTRATION;
import static cn.touzhi.kernel.data.Purpose.SECURITY;
import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.flagOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalBytes;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Client;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A device on which someone is signed in.
 *
 * @param subject whose it is
 * @param id names it
 * @param generation the account's, with which it goes along only where all others are ended; otherwise, once the
 *     account counts further, it is over
 * @param counter how often it was refreshed
 * @param deviceDigest keyed digest of the device's secret, bound to this session
 * @param deviceName as its owner calls the device, sealed
 * @param client the kind of program
 * @param country where it was opened, as the client's address tells; a two-letter code
 * @param staff whether its tokens carry the scope {@code staff}
 * @param confirmedAt when its owner last stepped up: proved an address again, on this session
 * @param confirmedBy the digest of that address
 * @param createdAt when it was opened
 * @param rotatedAt when it was last refreshed
 * @param authenticatedAt when its owner last proved an address
 * @param idleEndsAt when it ends unless it is refreshed
 * @param endsAt when it ends for good
 * @param endedAt when it was ended before
 * @param endReason why
 * @param expiresAt when the item goes: with the session, or a week after it was ended
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / SESSION#{id}",
        pathFromSubject = "Query of ACCOUNT#{subject}")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Session(
        @PersonalData(category = PSEUDONYM, purpose = REGISTRATION, keeping = Keeping.SESSION, clause = "2.1.1")
        SubjectId subject,

        @PersonalData(category = PSEUDONYM, purpose = REGISTRATION, keeping = Keeping.SESSION, clause = "2.1.1")
        SessionId id,

        @NotPersonal("counts endings of all sessions") int generation,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        int counter,

        @PersonalData(category = CREDENTIAL, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        byte[] deviceDigest,

        @PersonalData(category = DEVICE, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2", sealed = true)
        Optional<byte[]> deviceName,

        @PersonalData(category = DEVICE, purpose = REGISTRATION, keeping = Keeping.SESSION, clause = "2.1.1")
        Client client,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Optional<String> country,

        @NotPersonal("what the platform lets it do") boolean staff,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Optional<Instant> confirmedAt,

        @PersonalData(category = PSEUDONYM, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Optional<String> confirmedBy,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Instant createdAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Instant rotatedAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Instant authenticatedAt,

        @NotPersonal("a limit") Instant idleEndsAt,
        @NotPersonal("a limit") Instant endsAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Optional<Instant> endedAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.SESSION, clause = "5.2")
        Optional<EndReason> endReason,

        @NotPersonal("when all of this ends") Instant expiresAt) {
    private static final String NAME_FIELD = "deviceName";

    /** Reads an item. */
    public static Session of(Map<String, AttributeValue> item) {
        return new Session(
                new SubjectId(afterHash(textOf(item, RegistrationTable.PK))),
                new SessionId(afterHash(textOf(item, RegistrationTable.SK))),
                numberOf(item, RegistrationTable.GENERATION),
                numberOf(item, RegistrationTable.COUNTER),
                bytesOf(item, RegistrationTable.DEVICE_DIGEST),
                optionalBytes(item, RegistrationTable.DEVICE_NAME),
                Client.of(textOf(item, RegistrationTable.CLIENT)),
                optionalText(item, RegistrationTable.COUNTRY),
                flagOf(item, RegistrationTable.STAFF),
                optionalInstant(item, RegistrationTable.CONFIRMED_AT),
                optionalText(item, RegistrationTable.CONFIRMED_BY),
                instantOf(item, RegistrationTable.CREATED_AT),
                instantOf(item, RegistrationTable.ROTATED_AT),
                instantOf(item, RegistrationTable.AUTHENTICATED_AT),
                instantOf(item, RegistrationTable.IDLE_ENDS_AT),
                instantOf(item, RegistrationTable.ENDS_AT),
                optionalInstant(item, RegistrationTable.ENDED_AT),
                optionalText(item, RegistrationTable.END_REASON).map(EndReason::of),
                instantOf(item, RegistrationTable.EXPIRES_AT));
    }

    /** The item of a session that has just been opened, key included. */
    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.sessionKey(subject, id));
        item.put(RegistrationTable.GENERATION, number(generation));
        item.put(RegistrationTable.COUNTER, number(counter));
        item.put(RegistrationTable.DEVICE_DIGEST, bytes(deviceDigest));
        deviceName.ifPresent(name -> item.put(RegistrationTable.DEVICE_NAME, bytes(name)));
        item.put(RegistrationTable.CLIENT, text(client.text()));
        country.ifPresent(code -> item.put(RegistrationTable.COUNTRY, text(code)));
        if (staff) {
            item.put(RegistrationTable.STAFF, AttributeValue.fromBool(true));
        }
        item.put(RegistrationTable.CREATED_AT, seconds(createdAt));
        item.put(RegistrationTable.ROTATED_AT, seconds(rotatedAt));
        item.put(RegistrationTable.AUTHENTICATED_AT, seconds(authenticatedAt));
        item.put(RegistrationTable.IDLE_ENDS_AT, seconds(idleEndsAt));
        item.put(RegistrationTable.ENDS_AT, seconds(endsAt));
        item.put(RegistrationTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }

    /** Whether it goes on at {@code now}, as far as the session itself can tell. */
    public boolean isAliveAt(Instant now) {
        return endedAt.isEmpty() && idleEndsAt.isAfter(now) && endsAt.isAfter(now);
    }

    /** What its tokens say. */
    Grant grant() {
        return new Grant(subject, id, client, generation, counter, staff, authenticatedAt, endsAt);
    }

    /** Seals what its owner calls the device of session {@code id}. */
    static byte[] sealName(DataKey key, String name, SubjectId subject, SessionId id, SecureRandom random) {
        return key.seal(name, ownerOf(subject, id), NAME_FIELD, random);
    }

    /** The device's name in clear. */
    Optional<String> nameUnder(DataKey key) {
        return deviceName.map(name -> key.openText(name, ownerOf(subject, id), NAME_FIELD));
    }

    private static String ownerOf(SubjectId subject, SessionId id) {
        return subject.value() + "/" + id.value();
    }

    private static String afterHash(String key) {
        return key.substring(key.indexOf('#') + 1);
    }
}

package cn.touzhi.registration.identity;

import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.kernel.address.PhoneNumber;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Purpose;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An address by which someone signs in, as their account tells it.
 *
 * @param subject whose it is
 * @param addressDigest the address, digested under the pepper
 * @param channel of the address
 * @param address sealed with the subject's key; owner: subject and digest, field {@code address}
 * @param addedAt since when it is theirs
 * @param removedAt when it was removed
 * @param expiresAt how long its removal can be undone
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ACCOUNT#{subject} / IDENTITY#{addressDigest}",
        pathFromSubject = "Query of ACCOUNT#{subject} / IDENTITY#")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AccountAddress(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        SubjectId subject,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        String addressDigest,

        @NotPersonal("one of two") Channel channel,

        @PersonalData(
                category = Category.CONTACT,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1",
                sealed = true)
        byte[] address,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        Instant addedAt,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<Instant> removedAt,

        @NotPersonal("when what was removed is forgotten") Optional<Instant> expiresAt) {
    private static final String FIELD = "address";

    /** Seals {@code address} for the place where it will lie. */
    public static byte[] seal(
            DataKey key, String address, SubjectId subject, String addressDigest, SecureRandom random) {
        return key.seal(address, ownerOf(subject, addressDigest), FIELD, random);
    }

    /**
     * The address in clear.
     *
     * @throws DataKey.UnreadableException if {@code key} is not the subject's
     */
    public Address open(DataKey key) {
        String value = key.openText(address, ownerOf(subject, addressDigest), FIELD);
        return switch (channel) {
            case SMS -> new PhoneNumber(value);
            case EMAIL -> new EmailAddress(value);
        };
    }

    /** Reads an item. */
    public static AccountAddress of(Map<String, AttributeValue> item) {
        return new AccountAddress(
                new SubjectId(afterHash(textOf(item, RegistrationTable.PK))),
                afterHash(textOf(item, RegistrationTable.SK)),
                Channel.of(textOf(item, RegistrationTable.CHANNEL)),
                bytesOf(item, RegistrationTable.ADDRESS),
                instantOf(item, RegistrationTable.ADDED_AT),
                optionalInstant(item, RegistrationTable.REMOVED_AT),
                optionalInstant(item, RegistrationTable.EXPIRES_AT));
    }

    /** The item, key included. */
    public Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.identityOfKey(subject, addressDigest));
        item.put(RegistrationTable.CHANNEL, text(channel.text()));
        item.put(RegistrationTable.ADDRESS, bytes(address));
        item.put(RegistrationTable.ADDED_AT, seconds(addedAt));
        removedAt.ifPresent(at -> item.put(RegistrationTable.REMOVED_AT, seconds(at)));
        expiresAt.ifPresent(at -> item.put(RegistrationTable.EXPIRES_AT, seconds(at)));
        return item;
    }

    /** Whether its owner signs in by it: it was not removed. */
    public boolean live() {
        return removedAt.isEmpty();
    }

    private static String ownerOf(SubjectId subject, String addressDigest) {
        return subject.value() + "/" + addressDigest;
    }

    private static String afterHash(String key) {
        return key.substring(key.indexOf('#') + 1);
    }
}

package cn.touzhi.registration.notice;

import static cn.touzhi.kernel.data.Category.ACTIVITY;
import static cn.touzhi.kernel.data.Category.CONTACT;
import static cn.touzhi.kernel.data.Category.DEVICE;
import static cn.touzhi.kernel.data.Purpose.SECURITY;
import static cn.touzhi.kernel.dynamo.Attributes.bytes;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalBytes;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.Address;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventAttribute;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * That someone is told, at one address, of something that happened to their account.
 *
 * @param kind what happened
 * @param channel of the address
 * @param locale to write in
 * @param address sealed under the key of the day; owner: the notice's id, field {@code address}; empty once its sending
 *     is decided
 * @param state how far it has got
 * @param claim the sender's try
 * @param claimedAt when that began
 * @param endsAt after which nobody need hear of it
 * @param event that it is asked for, when what it tells happened
 * @param expiresAt when all of this goes
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "NOTICE#{subject} / NOTICE#{notice}",
        pathFromSubject = "Query of NOTICE#{subject}")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Notice(
        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.NOTICE, clause = "5.2")
        NoticeKind kind,

        @NotPersonal("one of two") Channel channel,

        @PersonalData(category = DEVICE, purpose = SECURITY, keeping = Keeping.NOTICE, clause = "5.2")
        Language locale,

        @PersonalData(category = CONTACT, purpose = SECURITY, keeping = Keeping.NOTICE, clause = "5.2", sealed = true)
        Optional<byte[]> address,

        @NotPersonal("how far a message has got") SendState state,
        @NotPersonal("names a try of ours") Optional<String> claim,
        @NotPersonal("when we tried") Optional<Instant> claimedAt,
        @NotPersonal("a limit") Instant endsAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.NOTICE, clause = "5.2")
        Event event,

        @NotPersonal("when all of this ends") Instant expiresAt) {

    /** Seals {@code address} for notice {@code id}. */
    static byte[] seal(DataKey key, Address address, NoticeId id, SecureRandom random) {
        return key.seal(address.value(), id.value(), RegistrationTable.ADDRESS, random);
    }

    /**
     * The address in clear, out of what notice {@code id} holds {@code sealed}.
     *
     * @throws DataKey.UnreadableException if {@code key} is not that of its day, or {@code id} another notice
     */
    public static String open(DataKey key, byte[] sealed, NoticeId id) {
        return key.openText(sealed, id.value(), RegistrationTable.ADDRESS);
    }

    /**
     * Reads an item.
     *
     * @throws IllegalStateException if it is no notice
     */
    public static Notice of(Map<String, AttributeValue> item) {
        return new Notice(
                NoticeKind.of(textOf(item, RegistrationTable.KIND)),
                Channel.of(textOf(item, RegistrationTable.CHANNEL)),
                Language.of(textOf(item, RegistrationTable.LOCALE)),
                optionalBytes(item, RegistrationTable.ADDRESS),
                SendState.of(textOf(item, RegistrationTable.STATE)),
                optionalText(item, RegistrationTable.CLAIM),
                optionalInstant(item, RegistrationTable.CLAIMED_AT),
                instantOf(item, RegistrationTable.ENDS_AT),
                EventAttribute.read(item).orElseThrow(() -> new IllegalStateException("a notice without its event")),
                instantOf(item, RegistrationTable.EXPIRES_AT));
    }

    /** The item of notice {@code id} to {@code subject}, key included. */
    Map<String, AttributeValue> toItem(SubjectId subject, NoticeId id) {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.noticeKey(subject, id));
        item.put(RegistrationTable.KIND, text(kind.text()));
        item.put(RegistrationTable.CHANNEL, text(channel.text()));
        item.put(RegistrationTable.LOCALE, text(locale.text()));
        address.ifPresent(value -> item.put(RegistrationTable.ADDRESS, bytes(value)));
        item.put(RegistrationTable.STATE, text(state.text()));
        claim.ifPresent(name -> item.put(RegistrationTable.CLAIM, text(name)));
        claimedAt.ifPresent(at -> item.put(RegistrationTable.CLAIMED_AT, seconds(at)));
        item.put(RegistrationTable.ENDS_AT, seconds(endsAt));
        item.put(EventAttribute.NAME, EventAttribute.of(event));
        item.put(RegistrationTable.EXPIRES_AT, seconds(expiresAt));
        return item;
    }
}

package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.data.Category.ACTIVITY;
import static cn.touzhi.kernel.data.Category.CONTACT;
import static cn.touzhi.kernel.data.Category.CREDENTIAL;
import static cn.touzhi.kernel.data.Category.DEVICE;
import static cn.touzhi.kernel.data.Category.PSEUDONYM;
import static cn.touzhi.kernel.data.Purpose.REGISTRATION;
import static cn.touzhi.kernel.data.Purpose.SECURITY;
import static cn.touzhi.kernel.dynamo.Attributes.bytesOf;
import static cn.touzhi.kernel.dynamo.Attributes.bytesSetOf;
import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalBytes;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
import static cn.touzhi.kernel.dynamo.Attributes.optionalText;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.CountedSms;
import cn.touzhi.registration.limit.SmsTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One attempt of someone to prove that an address is theirs.
 *
 * @param channel of the address
 * @param purpose of the code
 * @param locale to write in
 * @param client that asked
 * @param addressDigest the address, digested under the pepper
 * @param address sealed under the key of the day; owner: the verification's id, field {@code address}
 * @param code sealed likewise, field {@code code}; empty once its sending is decided
 * @param codeDigest see {@link Codes}
 * @param number which message counts, from 1
 * @param state of that message
 * @param nextSendAt when another may be asked for
 * @param codeEndsAt when the code ends
 * @param guesses made at this code
 * @param guessLimit how many guesses the code bears, fixed when its message was asked for
 * @param allowance as what its newest message was counted
 * @param block keyed digest of the block that the number lies in, if it is one
 * @param country of the number
 * @param counted the message that its block and country have counted, if it waits to go out
 * @param lastTry names our try at counting the last guess
 * @param lastGuess see {@link Codes#guessOf}
 * @param requestDigest of the request that asked
 * @param sendKeys digests of the keys under which further messages were asked for
 * @param claim the sender's try at this message
 * @param claimedAt when it began
 * @param usedAt when the proof was used up
 * @param usedBy the subject that it served
 * @param usedFor the session that it opened
 * @param event that the newest message is asked for
 * @param expiresAt when the proof ends, and with it all of this
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "VERIFICATION#{verification} / VERIFICATION",
        pathFromSubject = "none: it ends by itself within the hour, and its addresses are sealed and digested")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Verification(
        @NotPersonal("one of two") Channel channel,

        @PersonalData(category = ACTIVITY, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Purpose purpose,

        @PersonalData(category = DEVICE, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Language locale,

        @PersonalData(category = DEVICE, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Client client,

        @PersonalData(category = PSEUDONYM, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        String addressDigest,

        @PersonalData(
                category = CONTACT,
                purpose = REGISTRATION,
                keeping = Keeping.VERIFICATION,
                clause = "2.1.1",
                sealed = true)
        byte[] address,

        @PersonalData(
                category = CREDENTIAL,
                purpose = REGISTRATION,
                keeping = Keeping.VERIFICATION,
                clause = "2.1.1",
                sealed = true)
        Optional<byte[]> code,

        @PersonalData(category = CREDENTIAL, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        byte[] codeDigest,

        @NotPersonal("a counter of messages") int number,
        @NotPersonal("how far a message has got") SendState state,
        @NotPersonal("a limit") Instant nextSendAt,
        @NotPersonal("a limit") Instant codeEndsAt,

        @PersonalData(category = ACTIVITY, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        int guesses,

        @NotPersonal("a limit") int guessLimit,
        @NotPersonal("a limit") Allowance allowance,

        @PersonalData(category = PSEUDONYM, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        Optional<String> block,

        @PersonalData(category = CONTACT, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        Optional<String> country,

        @NotPersonal("a counter of messages") Optional<Integer> counted,
        @NotPersonal("names a try of ours") Optional<String> lastTry,

        @PersonalData(category = CREDENTIAL, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        Optional<byte[]> lastGuess,

        @PersonalData(category = PSEUDONYM, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        byte[] requestDigest,

        @PersonalData(category = PSEUDONYM, purpose = SECURITY, keeping = Keeping.VERIFICATION, clause = "5.2")
        List<byte[]> sendKeys,

        @NotPersonal("names a try of ours") Optional<String> claim,
        @NotPersonal("when we tried") Optional<Instant> claimedAt,

        @PersonalData(category = ACTIVITY, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Optional<Instant> usedAt,

        @PersonalData(category = PSEUDONYM, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Optional<String> usedBy,

        @PersonalData(category = PSEUDONYM, purpose = REGISTRATION, keeping = Keeping.VERIFICATION, clause = "2.1.1")
        Optional<String> usedFor,

        @NotPersonal("ids of the verification and of the event")
        Map<String, AttributeValue> event,

        @NotPersonal("when all of this ends") Instant expiresAt) {

    /**
     * Reads an item.
     *
     * @throws IllegalStateException if it is no verification
     */
    public static Verification of(Map<String, AttributeValue> item) {
        return new Verification(
                Channel.of(textOf(item, RegistrationTable.CHANNEL)),
                Purpose.of(textOf(item, RegistrationTable.PURPOSE)),
                Language.of(textOf(item, RegistrationTable.LOCALE)),
                Client.of(textOf(item, RegistrationTable.CLIENT)),
                textOf(item, RegistrationTable.ADDRESS_DIGEST),
                bytesOf(item, RegistrationTable.ADDRESS),
                optionalBytes(item, RegistrationTable.CODE),
                bytesOf(item, RegistrationTable.CODE_DIGEST),
                numberOf(item, RegistrationTable.NUMBER),
                SendState.of(textOf(item, RegistrationTable.STATE)),
                instantOf(item, RegistrationTable.NEXT_SEND_AT),
                instantOf(item, RegistrationTable.CODE_ENDS_AT),
                numberOf(item, RegistrationTable.GUESSES),
                numberOf(item, RegistrationTable.GUESS_LIMIT),
                Allowance.of(textOf(item, RegistrationTable.ALLOWANCE)),
                optionalText(item, RegistrationTable.BLOCK),
                optionalText(item, RegistrationTable.COUNTRY),
                Optional.of(item)
                        .filter(present -> present.containsKey(RegistrationTable.COUNTED))
                        .map(present -> numberOf(present, RegistrationTable.COUNTED)),
                optionalText(item, RegistrationTable.LAST_TRY),
                optionalBytes(item, RegistrationTable.LAST_GUESS),
                bytesOf(item, RegistrationTable.REQUEST_DIGEST),
                bytesSetOf(item, RegistrationTable.SEND_KEYS),
                optionalText(item, RegistrationTable.CLAIM),
                optionalInstant(item, RegistrationTable.CLAIMED_AT),
                optionalInstant(item, RegistrationTable.USED_AT),
                optionalText(item, RegistrationTable.USED_BY),
                optionalText(item, RegistrationTable.USED_FOR),
                item.get("event").m(),
                instantOf(item, RegistrationTable.EXPIRES_AT));
    }

    /** When its newest message was asked for, which its event tells. */
    Instant askedAt() {
        return Instant.parse(event.get("time").s());
    }

    /** Where its messages go, if they are text messages. */
    Optional<SmsTarget> target() {
        return block.map(known -> new SmsTarget(known, country.orElseThrow()));
    }

    /** Its newest message as limits see it, if it is a text message: named after its event, of which no client learns. */
    public Optional<CountedSms> newestSms() {
        return target().map(target -> new CountedSms(target, event.get("id").s(), allowance == Allowance.KNOWN));
    }

    /** How many guesses are left at its code. */
    int guessesLeft() {
        return Math.max(0, guessLimit - guesses);
    }

    /**
     * The address in clear; empty once the key of its day is destroyed, long after the proof's own end.
     *
     * @param id its own
     */
    public Optional<String> addressIn(DayKeys keys, VerificationId id) {
        return keys.of(address).map(key -> key.openText(address, id.value(), RegistrationTable.ADDRESS));
    }

    /** Whether it is still there for anyone at {@code now}: time to live may lag by days. */
    public boolean isAliveAt(Instant now) {
        return expiresAt.isAfter(now);
    }
}

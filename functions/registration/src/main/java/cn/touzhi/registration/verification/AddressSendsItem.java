package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;
import static cn.touzhi.registration.RegistrationTable.AT;
import static cn.touzhi.registration.RegistrationTable.EXPIRES_AT;
import static cn.touzhi.registration.RegistrationTable.NUMBER;
import static cn.touzhi.registration.RegistrationTable.SENDS;
import static cn.touzhi.registration.RegistrationTable.VERIFICATION;
import static cn.touzhi.registration.RegistrationTable.VERIFICATIONS;

import cn.touzhi.kernel.data.Category;
import cn.touzhi.kernel.data.Keeping;
import cn.touzhi.kernel.data.NotPersonal;
import cn.touzhi.kernel.data.PersonalData;
import cn.touzhi.kernel.data.Stored;
import cn.touzhi.registration.RegistrationTable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The messages that went to one address of late.
 *
 * @param sends newest first
 * @param verifications the messages among them by their tags
 * @param expiresAt a day after the last
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "ADDRESS#{addressDigest} / SENDS",
        pathFromSubject = "ACCOUNT#{subject} / IDENTITY#{addressDigest}, then the digest")
record AddressSendsItem(
        @PersonalData(
                category = Category.ACTIVITY,
                purpose = cn.touzhi.kernel.data.Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        List<Send> sends,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = cn.touzhi.kernel.data.Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        Set<String> verifications,

        @NotPersonal("when all of this ends") Instant expiresAt) {

    static AddressSendsItem of(Map<String, AttributeValue> item) {
        return new AddressSendsItem(
                item.get(SENDS).l().stream().map(entry -> Send.of(entry.m())).toList(),
                Optional.ofNullable(item.get(VERIFICATIONS))
                        .<Set<String>>map(tags -> new HashSet<>(tags.ss()))
                        .orElse(Set.of()),
                instantOf(item, EXPIRES_AT));
    }

    static AttributeValue entry(AddressSends.Message message, Instant at) {
        return AttributeValue.fromM(Map.of(
                AT, seconds(at),
                VERIFICATION, text(message.verification().value()),
                NUMBER, number(message.number())));
    }

    /** When the message at {@code index} was counted; long ago where there are fewer. */
    Instant at(int index) {
        return index < sends.size() ? sends.get(index).at() : Instant.EPOCH;
    }

    /** When {@code message} was counted last; long ago if its entry was taken back. */
    Instant lastOf(AddressSends.Message message) {
        return sends.stream()
                .filter(send -> send.message().equals(message))
                .map(Send::at)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** The tags that the newest {@code kept} entries don't have: of older ones, and of those that were given back. */
    List<String> tagsBeyond(int kept) {
        Set<String> beyond = new HashSet<>(verifications);
        sends.stream().limit(kept).forEach(send -> beyond.remove(send.message().tag()));
        return List.copyOf(beyond);
    }

    /** One message and when it was counted. */
    record Send(Instant at, AddressSends.Message message) {
        static Send of(Map<String, AttributeValue> entry) {
            return new Send(
                    instantOf(entry, AT),
                    new AddressSends.Message(new VerificationId(textOf(entry, VERIFICATION)), numberOf(entry, NUMBER)));
        }
    }
}

package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;
import static cn.touzhi.registration.RegistrationTable.ALLOWANCE;
import static cn.touzhi.registration.RegistrationTable.AT;
import static cn.touzhi.registration.RegistrationTable.EXPIRES_AT;
import static cn.touzhi.registration.RegistrationTable.KNOWN;
import static cn.touzhi.registration.RegistrationTable.NUMBER;
import static cn.touzhi.registration.RegistrationTable.OPENED;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The messages that went to one address of late.
 *
 * @param sends that strangers asked for, newest first
 * @param known that devices known to the address asked for, newest first
 * @param opened when strangers began verifications, newest first
 * @param verifications all of these messages by their tags
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
                category = Category.ACTIVITY,
                purpose = cn.touzhi.kernel.data.Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        List<Send> known,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = cn.touzhi.kernel.data.Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        List<Instant> opened,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = cn.touzhi.kernel.data.Purpose.SECURITY,
                keeping = Keeping.LIMIT,
                clause = "5.2")
        Set<String> verifications,

        @NotPersonal("when all of this ends") Instant expiresAt) {

    static AddressSendsItem of(Map<String, AttributeValue> item) {
        return new AddressSendsItem(
                list(item, SENDS).map(entry -> Send.of(entry.m())).toList(),
                list(item, KNOWN).map(entry -> Send.of(entry.m())).toList(),
                list(item, OPENED)
                        .map(at -> Instant.ofEpochSecond(Long.parseLong(at.n())))
                        .toList(),
                Optional.ofNullable(item.get(VERIFICATIONS))
                        .<Set<String>>map(tags -> new HashSet<>(tags.ss()))
                        .orElse(Set.of()),
                instantOf(item, EXPIRES_AT));
    }

    private static Stream<AttributeValue> list(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).stream().flatMap(list -> list.l().stream());
    }

    /** When the message at {@code index} of those that count as {@code allowance} was counted; long ago if there is none. */
    Instant at(Allowance allowance, int index) {
        List<Send> list =
                switch (allowance) {
                    case STRANGER, HARDER -> sends;
                    case KNOWN -> known;
                };
        return index < list.size() ? list.get(index).at() : Instant.EPOCH;
    }

    /** When the verification at {@code index} was begun; long ago where there are fewer. */
    Instant openedAt(int index) {
        return index < opened.size() ? opened.get(index) : Instant.EPOCH;
    }

    /** How {@code message} was counted last; empty if that was taken back. */
    Optional<Send> lastOf(AddressSends.Message message) {
        return Stream.concat(sends.stream(), known.stream())
                .filter(send -> send.message().equals(message))
                .max(Comparator.comparing(Send::at));
    }

    /** The tags that the newest entries don't have: of older ones, and of those that were given back. */
    List<String> tagsBeyond(int keptSends, int keptKnown) {
        Set<String> beyond = new HashSet<>(verifications);
        Stream.concat(sends.stream().limit(keptSends), known.stream().limit(keptKnown))
                .forEach(send -> beyond.remove(send.message().tag()));
        return List.copyOf(beyond);
    }

    /**
     * One message.
     *
     * @param at when it was counted
     * @param allowance as what
     */
    record Send(Instant at, AddressSends.Message message, Allowance allowance) {
        static Send of(Map<String, AttributeValue> entry) {
            return new Send(
                    instantOf(entry, AT),
                    new AddressSends.Message(new VerificationId(textOf(entry, VERIFICATION)), numberOf(entry, NUMBER)),
                    Allowance.of(textOf(entry, ALLOWANCE)));
        }

        AttributeValue entry() {
            return AttributeValue.fromM(Map.of(
                    AT, seconds(at),
                    VERIFICATION, text(message.verification().value()),
                    NUMBER, number(message.number()),
                    ALLOWANCE, text(allowance.text())));
        }

        /** Whether a try that counted it may have died at {@code now} before it made the code. */
        boolean isInterruptedAt(Instant now) {
            return at.plus(AddressSends.INTERRUPTED).isAfter(now);
        }

        /** Whether a stranger begins a verification with it. */
        boolean opens() {
            return message.number() == 1 && allowance != Allowance.KNOWN;
        }
    }
}

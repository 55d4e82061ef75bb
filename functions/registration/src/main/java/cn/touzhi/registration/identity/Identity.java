package cn.touzhi.registration.identity;

import static cn.touzhi.kernel.dynamo.Attributes.instantOf;
import static cn.touzhi.kernel.dynamo.Attributes.optionalInstant;
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
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells whose an address is, and keeps it from becoming anyone else's: one address, one account.
 *
 * @param addressDigest the address, digested under the pepper
 * @param subject whose it is
 * @param channel of the address
 * @param addedAt since when
 * @param provedAt when its owner last proved it
 * @param trustedFrom before which it may neither remove others nor unfreeze
 * @param removedAt when it was removed
 * @param expiresAt how long its removal can be undone
 */
@Stored(
        table = RegistrationTable.NAME,
        key = "IDENTITY#{addressDigest} / IDENTITY",
        pathFromSubject = "Query of ACCOUNT#{subject} / IDENTITY#, whose sort keys hold the digests")
public record Identity(
        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        String addressDigest,

        @PersonalData(
                category = Category.PSEUDONYM,
                purpose = Purpose.REGISTRATION,
                keeping = Keeping.ACCOUNT,
                clause = "2.1.1")
        SubjectId subject,

        @NotPersonal("one of two") Channel channel,

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
        Instant provedAt,

        @NotPersonal("a limit") Instant trustedFrom,

        @PersonalData(
                category = Category.ACTIVITY,
                purpose = Purpose.SECURITY,
                keeping = Keeping.ACCOUNT,
                clause = "5.2")
        Optional<Instant> removedAt,

        @NotPersonal("when what was removed is forgotten") Optional<Instant> expiresAt) {
    /** One that has just been added. */
    public static Identity added(
            String addressDigest, SubjectId subject, Channel channel, Instant now, Instant trustedFrom) {
        return new Identity(addressDigest, subject, channel, now, now, trustedFrom, Optional.empty(), Optional.empty());
    }

    /** Reads an item. */
    public static Identity of(Map<String, AttributeValue> item) {
        String partition = textOf(item, RegistrationTable.PK);
        return new Identity(
                partition.substring(partition.indexOf('#') + 1),
                new SubjectId(textOf(item, RegistrationTable.SUBJECT)),
                Channel.of(textOf(item, RegistrationTable.CHANNEL)),
                instantOf(item, RegistrationTable.ADDED_AT),
                instantOf(item, RegistrationTable.PROVED_AT),
                instantOf(item, RegistrationTable.TRUSTED_FROM),
                optionalInstant(item, RegistrationTable.REMOVED_AT),
                optionalInstant(item, RegistrationTable.EXPIRES_AT));
    }

    /** The item, key included. */
    public Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>(RegistrationTable.identityKey(addressDigest));
        item.put(RegistrationTable.SUBJECT, text(subject.value()));
        item.put(RegistrationTable.CHANNEL, text(channel.text()));
        item.put(RegistrationTable.ADDED_AT, seconds(addedAt));
        item.put(RegistrationTable.PROVED_AT, seconds(provedAt));
        item.put(RegistrationTable.TRUSTED_FROM, seconds(trustedFrom));
        removedAt.ifPresent(at -> item.put(RegistrationTable.REMOVED_AT, seconds(at)));
        expiresAt.ifPresent(at -> item.put(RegistrationTable.EXPIRES_AT, seconds(at)));
        return item;
    }

    /** Whether it was removed, be it that this can still be undone. */
    public boolean removed() {
        return removedAt.isPresent();
    }

    /** Whether nothing is left of it at {@code now}: it was removed, and that can't be undone any more. */
    public boolean isGoneAt(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** Whether it may remove others, undo its own removal and unfreeze, at {@code now}. */
    public boolean isTrustedAt(Instant now) {
        return !trustedFrom.isAfter(now);
    }
}

package cn.touzhi.registration.identity;

import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.Change;
import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What is done to the items of an identity, each as an action of a transaction with the condition under which it may be. */
public final class IdentityActions {
    private static final String THEIRS = "#subject = :subject AND attribute_not_exists(#removedAt)";
    private static final String TRUSTED = THEIRS + " AND #trustedFrom <= :trustedBy";
    private static final String REMOVED = "#subject = :subject AND attribute_exists(#removedAt) AND #expiresAt > :now";
    private static final String FREE =
            "attribute_not_exists(#pk) OR (attribute_exists(#removedAt) AND #expiresAt <= :now)";

    private final String table;
    private final Clock clock;

    public IdentityActions(String table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Notes that {@code subject}, whose address it is, has just proved it. */
    public TransactWriteItem prove(SubjectId subject, String addressDigest) {
        return of(THEIRS, subject)
                .with(":now", seconds(clock.instant()))
                .update(RegistrationTable.identityKey(addressDigest), "SET #provedAt = :now");
    }

    /** The same for one that has to be trusted at {@code by}. */
    public TransactWriteItem proveTrusted(SubjectId subject, String addressDigest, Instant by) {
        return of(TRUSTED, subject)
                .with(":trustedBy", seconds(by))
                .with(":now", seconds(clock.instant()))
                .update(RegistrationTable.identityKey(addressDigest), "SET #provedAt = :now");
    }

    /** Sees to it that it is {@code subject}'s. */
    public TransactWriteItem check(SubjectId subject, String addressDigest) {
        return of(THEIRS, subject).check(RegistrationTable.identityKey(addressDigest));
    }

    /** Sees to it that it is {@code subject}'s and trusted now. */
    public TransactWriteItem checkTrusted(SubjectId subject, String addressDigest) {
        return of(TRUSTED, subject)
                .with(":trustedBy", seconds(clock.instant()))
                .check(RegistrationTable.identityKey(addressDigest));
    }

    /** Gives an address that is nobody's to the subject of {@code identity}. */
    public TransactWriteItem add(Identity identity) {
        return Change.when(table, FREE).with(":now", seconds(clock.instant())).put(identity.toItem());
    }

    /** Gives the address of {@code old} to the subject of {@code identity}, unless it was proved or changed meanwhile. */
    public TransactWriteItem take(Identity identity, Identity old) {
        String removal = old.removedAt().isPresent() ? "#removedAt = :removedAt" : "attribute_not_exists(#removedAt)";
        Change change = of("#subject = :subject AND #provedAt = :provedAt AND " + removal, old.subject())
                .with(":provedAt", seconds(old.provedAt()));
        old.removedAt().ifPresent(at -> change.with(":removedAt", seconds(at)));
        return change.put(identity.toItem());
    }

    /** Removes it, so that this can be undone until {@code end}. */
    public TransactWriteItem remove(SubjectId subject, String addressDigest, Instant end) {
        return removing(of(THEIRS, subject), end)
                .update(RegistrationTable.identityKey(addressDigest), "SET #removedAt = :now, #expiresAt = :end");
    }

    /** The same for one that confirms its own removal, and so has to be trusted. */
    public TransactWriteItem removeTrusted(SubjectId subject, String addressDigest, Instant end) {
        return removing(of(TRUSTED, subject), end)
                .with(":trustedBy", seconds(clock.instant()))
                .update(RegistrationTable.identityKey(addressDigest), "SET #removedAt = :now, #expiresAt = :end");
    }

    /** Removes it in the account's own words. */
    public TransactWriteItem removeDetail(SubjectId subject, String addressDigest, Instant end) {
        return removing(Change.when(table, "attribute_exists(#pk)"), end)
                .update(
                        RegistrationTable.identityOfKey(subject, addressDigest),
                        "SET #removedAt = :now, #expiresAt = :end");
    }

    /**
     * Undoes its removal. When it was last proved stays as it was: the number of somebody who is long gone may be a
     * stranger's by now, whom undoing must not let in.
     */
    public TransactWriteItem restore(SubjectId subject, String addressDigest) {
        return of(REMOVED, subject)
                .with(":now", seconds(clock.instant()))
                .update(RegistrationTable.identityKey(addressDigest), "REMOVE #removedAt, #expiresAt");
    }

    /** Undoes its removal in the account's own words. */
    public TransactWriteItem restoreDetail(SubjectId subject, String addressDigest) {
        return Change.when(table, "attribute_exists(#pk) AND attribute_exists(#removedAt)")
                .update(RegistrationTable.identityOfKey(subject, addressDigest), "REMOVE #removedAt, #expiresAt");
    }

    /** Lets its youth end at {@code trustedFrom}. */
    public TransactWriteItem trust(SubjectId subject, String addressDigest, Instant trustedFrom) {
        return of("#subject = :subject", subject)
                .with(":trustedFrom", seconds(trustedFrom))
                .update(RegistrationTable.identityKey(addressDigest), "SET #trustedFrom = :trustedFrom");
    }

    private Change of(String condition, SubjectId subject) {
        return Change.when(table, condition).with(":subject", text(subject.value()));
    }

    private Change removing(Change change, Instant end) {
        return change.with(":now", seconds(clock.instant())).with(":end", seconds(end));
    }
}

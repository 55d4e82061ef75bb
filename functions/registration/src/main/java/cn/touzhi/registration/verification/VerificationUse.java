package cn.touzhi.registration.verification;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;

import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.registration.RegistrationTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** What accounts and sessions do with a proof: use it up, once, in the transaction that it opens the way for. */
public final class VerificationUse {
    /**
     * The item must be there: an update would make one, and a deleted verification would be back. It must end with the
     * proof: another wish under the same Idempotency-Key has the same id, and must not bring a burnt proof back to life.
     */
    private static final String USABLE = "attribute_exists(#pk) AND attribute_not_exists(#usedAt) AND #number = :number"
            + " AND #addressDigest = :addressDigest AND #purpose = :purpose AND #state <> :undeliverable"
            + " AND #expiresAt > :now AND #expiresAt = :proofEndsAt";

    private final String table;
    private final Clock clock;

    public VerificationUse(String table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Where the verification of {@code proof} lies, for a read together with others. */
    public Map<String, AttributeValue> keyOf(Proof proof) {
        return RegistrationTable.verificationKey(proof.verification());
    }

    /**
     * Uses the proof up. Fails where it was used before, a newer message counts, its message was undeliverable, it has
     * ended or its verification was deleted; the item as it is then comes with the failure.
     */
    public TransactWriteItem use(Proof proof, SubjectId by, OpaqueId session) {
        Instant now = clock.instant();
        Update update = Update.builder()
                .tableName(table)
                .key(keyOf(proof))
                .updateExpression("SET #usedAt = :now, #usedBy = :by, #usedFor = :for REMOVE #code")
                .conditionExpression(USABLE)
                .expressionAttributeNames(Map.of(
                        "#pk", RegistrationTable.PK,
                        "#usedAt", RegistrationTable.USED_AT,
                        "#usedBy", RegistrationTable.USED_BY,
                        "#usedFor", RegistrationTable.USED_FOR,
                        "#code", RegistrationTable.CODE,
                        "#number", RegistrationTable.NUMBER,
                        "#addressDigest", RegistrationTable.ADDRESS_DIGEST,
                        "#purpose", RegistrationTable.PURPOSE,
                        "#state", RegistrationTable.STATE,
                        "#expiresAt", RegistrationTable.EXPIRES_AT))
                .expressionAttributeValues(Map.of(
                        ":now", seconds(now),
                        ":by", text(by.value()),
                        ":for", text(session.value()),
                        ":number", number(proof.number()),
                        ":proofEndsAt", seconds(proof.expiresAt()),
                        ":addressDigest", text(proof.addressDigest()),
                        ":purpose", text(proof.purpose().text()),
                        ":undeliverable", text(SendState.UNDELIVERABLE.text())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /**
     * What {@code item}, read from {@link #keyOf}, still says to {@code proof}.
     *
     * @param item the attributes; an empty map where there is no item
     */
    public Standing standing(Proof proof, Map<String, AttributeValue> item) {
        Optional<Verification> verification = Optional.of(item)
                .filter(present -> !present.isEmpty())
                .map(Verification::of)
                .filter(known -> known.isAliveAt(clock.instant())
                        && proof.number() == known.number()
                        && proof.expiresAt().equals(known.expiresAt()));
        if (verification.isEmpty() || verification.get().state() == SendState.UNDELIVERABLE) {
            return new Standing.Over();
        }
        Verification known = verification.get();
        return known.usedAt()
                .<Standing>map(at -> new Standing.Used(
                        at,
                        new SubjectId(known.usedBy().orElseThrow()),
                        known.usedFor().orElseThrow()))
                .orElseGet(() -> new Standing.Usable(known));
    }

    /** Deletes the verification and so burns its proof, whatever its state: for those too young to have an account. */
    public DeleteItemRequest burn(Proof proof) {
        return DeleteItemRequest.builder().tableName(table).key(keyOf(proof)).build();
    }

    /** How a proof stands. */
    public sealed interface Standing {
        /** It may be used; the address is in {@code verification}, sealed. */
        record Usable(Verification verification) implements Standing {}

        /** It was used at {@code at} by {@code by} for {@code session}; a repeat may be answered again. */
        record Used(Instant at, SubjectId by, String session) implements Standing {}

        /** It has ended, was replaced or deleted. */
        record Over() implements Standing {}
    }
}

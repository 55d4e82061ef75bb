package cn.touzhi.registration.session;

import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.VerificationUse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Looks where proofs lead, in one read of the verification and of whose its address is. */
public final class Entrances {
    private final DynamoDbClient dynamo;
    private final String table;
    private final VerificationUse uses;

    public Entrances(DynamoDbClient dynamo, String table, VerificationUse uses) {
        this.dynamo = dynamo;
        this.table = table;
        this.uses = uses;
    }

    /** Where {@code proof} leads now. */
    public Entrance of(Proof proof) {
        var items = BatchReads.read(
                dynamo, table, List.of(uses.keyOf(proof), RegistrationTable.identityKey(proof.addressDigest())));
        return switch (uses.standing(proof, items.getFirst().orElse(Map.of()))) {
            case VerificationUse.Standing.Over _ -> new Entrance.Shut();
            case VerificationUse.Standing.Used used -> new Entrance.Used(used);
            case VerificationUse.Standing.Usable(var verification) ->
                items.getLast()
                        .<Entrance>map(identity ->
                                new Entrance.Owned(new SubjectId(textOf(identity, RegistrationTable.SUBJECT))))
                        .orElseGet(() -> new Entrance.Free(verification));
        };
    }
}

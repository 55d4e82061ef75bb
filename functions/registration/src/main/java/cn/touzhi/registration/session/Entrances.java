package cn.touzhi.registration.session;

import cn.touzhi.kernel.dynamo.BatchReads;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.VerificationUse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Looks where proofs lead, in one read of the verification and of whose its address is. */
public final class Entrances {
    private final DynamoDbClient dynamo;
    private final String table;
    private final VerificationUse uses;
    private final Clock clock;

    public Entrances(DynamoDbClient dynamo, String table, VerificationUse uses, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.uses = uses;
        this.clock = clock;
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
                        .map(Identity::of)
                        .filter(identity -> !identity.isGoneAt(clock.instant()))
                        .<Entrance>map(identity -> identity.removed()
                                ? new Entrance.Removed(identity, verification)
                                : new Entrance.Owned(identity, verification))
                        .orElseGet(() -> new Entrance.Free(verification));
        };
    }
}

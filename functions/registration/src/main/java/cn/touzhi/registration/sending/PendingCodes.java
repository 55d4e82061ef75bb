package cn.touzhi.registration.sending;

import static cn.touzhi.kernel.dynamo.Attributes.number;

import cn.touzhi.messaging.Outcome;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.Verification;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The codes in table Registration whose sending is not decided yet. */
final class PendingCodes {
    private final Claims<Verification> claims;

    PendingCodes(DynamoDbClient dynamo, String table, Clock clock) {
        this.claims = new Claims<>(dynamo, table, Verification::of, clock);
    }

    /** Claims the message for the try that {@code claim} names. */
    Claim<Verification> claim(CodeRequested message, String claim) {
        return switch (claims.claim(pending(message), claim)) {
            case Claim.Expired<Verification>(Verification used)
            when used.usedAt().isPresent() -> new Claim.Obsolete<>(Claim.Reason.USED);
            case Claim<Verification> other -> other;
        };
    }

    /** Records what came of the message in the hands of its sender, which decides whether another try follows. */
    Sending settle(CodeRequested message, String claim, Verification verification, Outcome outcome) {
        return claims.settle(pending(message), claim, verification.channel(), outcome);
    }

    /** Gives the claim up: nothing went out, and another try may send. */
    void release(CodeRequested message, String claim) {
        claims.release(pending(message), claim);
    }

    /** Gives the claim up likewise, and records that the message was counted: whoever tries again need not count it. */
    void releaseCounted(CodeRequested message, String claim) {
        claims.releaseNoting(pending(message), claim, RegistrationTable.COUNTED, number(message.number()));
    }

    /** Records what became of the message that {@code claim} stands for, and drops the code. */
    void decide(CodeRequested message, String claim, SendState state) {
        claims.decide(pending(message), claim, state);
    }

    /**
     * Records that the message goes out neither by this try nor by another, drops the code and gives the claim up.
     *
     * @return the verification as it is then, at whose code nobody can guess any more; empty if it has another message
     */
    Optional<Verification> giveUp(CodeRequested message, String claim) {
        return claims.giveUp(pending(message), claim);
    }

    /** Records that nobody sent the message in its time, and drops the code. */
    void expire(CodeRequested message) {
        claims.expire(pending(message));
    }

    private static Pending pending(CodeRequested message) {
        return new Pending(
                RegistrationTable.verificationKey(message.verification()),
                RegistrationTable.CODE,
                RegistrationTable.CODE_ENDS_AT,
                Map.of(RegistrationTable.NUMBER, number(message.number())),
                Set.of(RegistrationTable.USED_AT));
    }
}

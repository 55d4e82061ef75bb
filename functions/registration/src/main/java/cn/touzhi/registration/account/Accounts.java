package cn.touzhi.registration.account;

import cn.touzhi.registration.policy.Policy;
import cn.touzhi.registration.session.Entrance;
import cn.touzhi.registration.session.Entrances;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.SignIns;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.VerificationUse;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How people come to an account: at most one for each address. */
public final class Accounts {
    private final DynamoDbClient dynamo;
    private final Allowances allowances;
    private final AgeGate ageGate;
    private final Policy policy;
    private final VerificationUse uses;
    private final Entrances entrances;
    private final SignIns signIns;
    private final NewAccounts newAccounts;

    public Accounts(
            DynamoDbClient dynamo,
            Allowances allowances,
            AgeGate ageGate,
            Policy policy,
            VerificationUse uses,
            Entrances entrances,
            SignIns signIns,
            NewAccounts newAccounts) {
        this.dynamo = dynamo;
        this.allowances = allowances;
        this.ageGate = ageGate;
        this.policy = policy;
        this.uses = uses;
        this.entrances = entrances;
        this.signIns = signIns;
        this.newAccounts = newAccounts;
    }

    /**
     * Registers someone, or signs them in where their address has an account.
     *
     * <p>The age comes first: who is too young leaves nothing behind, whatever else they sent (policy 9, duty 78c).
     * Repeating the same call on the same device within a minute gives the same outcome.
     */
    public Registered register(Registration registration) {
        if (registration.proof().purpose() != Purpose.ENTER) {
            return new Registered.ProofNotUsable();
        }
        return switch (ageGate.of(registration.birthDate())) {
            case IMPOSSIBLE -> new Registered.ImpossibleBirthDate();
            case TOO_YOUNG -> forgetting(registration, new Registered.TooYoung());
            case GUARDIAN_NEEDED -> forgetting(registration, new Registered.GuardianNeeded());
            case OF_AGE ->
                registration.acceptedPolicy() == policy.version()
                        ? enter(registration)
                        : new Registered.PolicyNotCurrent(policy.version());
        };
    }

    private Registered forgetting(Registration registration, Registered answer) {
        Proof proof = registration.proof();
        // first, or asking anew under the same key would find the message counted, and have another sent for it
        allowances.forget(proof.addressDigest(), proof.verification(), proof.number());
        dynamo.deleteItem(uses.burn(proof));
        return answer;
    }

    private Registered enter(Registration registration) {
        for (int tried = 0; tried < SignIns.TRIES; tried++) {
            Optional<Registered> outcome =
                    switch (entrances.of(registration.proof())) {
                        case Entrance.Shut _ -> Optional.of(new Registered.ProofNotUsable());
                        case Entrance.Used(var use) -> Optional.of(again(registration, use));
                        case Entrance.Owned(var owner) ->
                            signIns.enter(owner, registration.proof(), registration.device())
                                    .map(Accounts::asRegistered);
                        case Entrance.Free(var verification) -> newAccounts.open(registration, verification, policy);
                    };
            if (outcome.isPresent()) {
                return outcome.get();
            }
            // a twin was faster, or our own first try was and its answer got lost: what is there now decides
        }
        return new Registered.Busy();
    }

    private Registered again(Registration registration, VerificationUse.Standing.Used use) {
        return signIns.again(use, registration.device().secret())
                .map(repeat -> repeat.created()
                        ? new Registered.NewAccount(repeat.session())
                        : new Registered.SignedIn(repeat.session()))
                .orElseGet(Registered.ProofNotUsable::new);
    }

    private static Registered asRegistered(SignIn signIn) {
        return switch (signIn) {
            case SignIn.SignedIn(Session session) -> new Registered.SignedIn(session);
            case SignIn.NoAccount _, SignIn.ProofNotUsable _ -> new Registered.ProofNotUsable();
            case SignIn.Busy _ -> new Registered.Busy();
        };
    }
}

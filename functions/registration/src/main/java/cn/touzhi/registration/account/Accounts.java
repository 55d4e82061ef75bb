package cn.touzhi.registration.account;

import cn.touzhi.kernel.policy.Policy;
import cn.touzhi.registration.Attempts;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.session.Entrance;
import cn.touzhi.registration.session.Entrances;
import cn.touzhi.registration.session.SecondChecks;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.SignIn;
import cn.touzhi.registration.session.SignIns;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.Verification;
import cn.touzhi.registration.verification.VerificationUse;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How people come to an account: at most one for each address. */
public final class Accounts {
    private static final Registered PROOF_NOT_USABLE = new Registered.NotLetIn(new SignIn.ProofNotUsable());

    private final DynamoDbClient dynamo;
    private final Allowances allowances;
    private final AgeGate ageGate;
    private final Policy policy;
    private final VerificationUse uses;
    private final Entrances entrances;
    private final SignIns signIns;
    private final NewAccounts newAccounts;
    private final SecondChecks secondChecks;
    private final Detachments detachments;

    Accounts(
            DynamoDbClient dynamo,
            Allowances allowances,
            AgeGate ageGate,
            Policy policy,
            VerificationUse uses,
            Entrances entrances,
            SignIns signIns,
            NewAccounts newAccounts,
            SecondChecks secondChecks,
            Detachments detachments) {
        this.dynamo = dynamo;
        this.allowances = allowances;
        this.ageGate = ageGate;
        this.policy = policy;
        this.uses = uses;
        this.entrances = entrances;
        this.signIns = signIns;
        this.newAccounts = newAccounts;
        this.secondChecks = secondChecks;
        this.detachments = detachments;
    }

    /**
     * Registers someone, or signs them in where their address has an account.
     *
     * <p>The age comes first: who is too young leaves nothing behind, whatever else they sent (policy 9, duty 78c).
     * Repeating the same call on the same device within a minute gives the same outcome.
     */
    public Registered register(Registration registration) {
        if (registration.proof().purpose() != Purpose.ENTER) {
            return PROOF_NOT_USABLE;
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
        return Attempts.until(() -> attempt(registration), new Registered.NotLetIn(new SignIn.Busy()));
    }

    /** Empty where a twin was faster, or our own first try was and its answer got lost. */
    private Optional<Registered> attempt(Registration registration) {
        return switch (entrances.of(registration.proof())) {
            case Entrance.Shut _ -> Optional.of(PROOF_NOT_USABLE);
            case Entrance.Used(var use) -> Optional.of(again(registration, use));
            case Entrance.Free(var verification) -> newAccounts.open(registration, verification, policy);
            case Entrance.Owned(Identity identity, var verification) ->
                registration.detach() && isPerhapsRecycled(identity, registration)
                        ? detach(identity, registration, verification)
                        : signIns.enter(identity, registration.proof(), registration.device(), registration.second())
                                .map(Accounts::asRegistered);
            case Entrance.Removed(Identity identity, var verification) ->
                registration.detach()
                        ? detach(identity, registration, verification)
                        : Optional.of(new Registered.NotLetIn(SignIns.removed(identity)));
        };
    }

    private boolean isPerhapsRecycled(Identity identity, Registration registration) {
        return secondChecks.needed(identity, registration.device().secret(), registration.second());
    }

    private Optional<Registered> detach(Identity old, Registration registration, Verification verification) {
        return detachments.allowed(old)
                ? newAccounts.open(registration, verification, policy, old, detachments.of(old))
                : Optional.of(new Registered.NotLetIn(new SignIn.Frozen()));
    }

    private Registered again(Registration registration, VerificationUse.Standing.Used use) {
        return signIns.again(use, registration.device().secret())
                .<Registered>map(repeat -> repeat.created()
                        ? new Registered.NewAccount(repeat.session())
                        : new Registered.SignedIn(repeat.session()))
                .orElse(PROOF_NOT_USABLE);
    }

    private static Registered asRegistered(SignIn signIn) {
        return switch (signIn) {
            case SignIn.SignedIn(Session session) -> new Registered.SignedIn(session);
            case SignIn.Refused why -> new Registered.NotLetIn(why);
        };
    }
}

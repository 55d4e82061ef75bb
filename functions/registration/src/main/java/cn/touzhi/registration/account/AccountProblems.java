package cn.touzhi.registration.account;

import cn.touzhi.kernel.http.Problem;
import cn.touzhi.kernel.http.Problems;
import cn.touzhi.registration.session.SessionProblems;

/** What clients are told about accounts and their addresses. */
final class AccountProblems {
    private AccountProblems() {}

    static Problem tooYoung() {
        return Problem.of(403, "too-young", "Nobody under 16 can have an account")
                .detailed("Nothing of what was sent was kept.");
    }

    static Problem guardianNeeded() {
        return Problem.of(403, "guardian-needed", "With 16 or 17 it takes a guardian's consent")
                .detailed("That will be possible later. Nothing of what was sent was kept.");
    }

    static Problem policyNotCurrent(int current) {
        return Problem.of(409, "policy-not-current", "Another version of the privacy policy holds")
                .detailed("Show and accept the current version, then send the same proof again.")
                .with("current", current);
    }

    static Problem stepUpNeeded() {
        return Problem.of(403, "step-up-needed", "This takes a fresh proof of one of the account's addresses")
                .detailed("Prove one for the purpose confirm, and step up with it.");
    }

    static Problem addressTooNew() {
        return Problem.of(403, "address-too-new", "An address can do this only some days after it was added")
                .detailed("Use an older one.");
    }

    static Problem notTwoAddresses() {
        return Problem.of(403, "two-addresses-needed", "This takes two different addresses of the account");
    }

    static Problem addressInUse() {
        return Problem.of(409, "address-in-use", "The address belongs to another account")
                .detailed("If it is a number that was given to you newly, say that it is to be detached.");
    }

    static Problem tooManyAddresses() {
        return Problem.of(409, "too-many-addresses", "The account has as many addresses as it may have");
    }

    static Problem lastAddress() {
        return Problem.of(409, "last-address", "An account keeps one address at least")
                .detailed("Add another one first.");
    }

    static Problem nothingRemoved() {
        return Problem.of(404, "nothing-removed", "The address was removed from no account of late");
    }

    static Problem nothingToFreeze() {
        return Problem.of(404, "no-account", "There is no account for this address");
    }

    /** @throws IllegalArgumentException if it was done */
    static Problem of(IdentityOutcome refusal) {
        return switch (refusal) {
            case IdentityOutcome.Done _ -> throw new IllegalArgumentException("no refusal");
            case IdentityOutcome.SessionOver _ -> SessionProblems.ended();
            case IdentityOutcome.ProofNotUsable _ -> SessionProblems.proofNotUsable();
            case IdentityOutcome.StepUpNeeded _ -> stepUpNeeded();
            case IdentityOutcome.TooYoung _ -> addressTooNew();
            case IdentityOutcome.InUse _ -> addressInUse();
            case IdentityOutcome.TooMany _ -> tooManyAddresses();
            case IdentityOutcome.LastOne _ -> lastAddress();
            case IdentityOutcome.NoSuchIdentity _ -> Problems.noSuchThing();
            case IdentityOutcome.NothingRemoved _ -> nothingRemoved();
            case IdentityOutcome.Busy _ -> Problems.tryAgain();
        };
    }
}

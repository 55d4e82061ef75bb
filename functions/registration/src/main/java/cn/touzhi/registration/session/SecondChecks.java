package cn.touzhi.registration.session;

import cn.touzhi.registration.identity.AccountTerms;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.DeviceTokens;
import cn.touzhi.registration.verification.Proof;
import cn.touzhi.registration.verification.Purpose;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Decides whether a proved number opens its account. Carriers in China give a cancelled number to somebody else after 90
 * days or more, and the codes go to them: who comes from an unknown device with a number that was not proved for that
 * long has to show something more.
 */
public final class SecondChecks {
    private final AccountTerms terms;
    private final DeviceTokens devices;
    private final BirthDates birthDates;
    private final Clock clock;

    public SecondChecks(AccountTerms terms, DeviceTokens devices, BirthDates birthDates, Clock clock) {
        this.terms = terms;
        this.devices = devices;
        this.birthDates = birthDates;
        this.clock = clock;
    }

    /** Whether whoever comes from the device with {@code secret} may be a new holder of the address. */
    public boolean needed(Identity identity, DeviceSecret secret, SecondCheck brought) {
        return isPerhapsRecycled(identity)
                && !devices.knows(brought.deviceToken(), secret.value(), identity.addressDigest());
    }

    /** Whether it is a number that was last proved so long ago that it may have a new holder, whoever comes with it. */
    public boolean isPerhapsRecycled(Identity identity) {
        return identity.channel() == Channel.SMS
                && identity.provedAt().plus(terms.recycledAfter()).isBefore(clock.instant());
    }

    /** Checks what somebody brought who needs a second check. */
    Checked check(Identity identity, Holdings holdings, SecondCheck brought) {
        if (brought.proof().isPresent()) {
            return checkProof(identity, holdings, brought.proof().get());
        }
        Optional<LocalDate> birthDate = brought.birthDate();
        if (birthDate.isEmpty()) {
            return new Checked.Failed(new SignIn.SecondCheckNeeded(birthDates.mayBeTried(holdings)));
        }
        return switch (birthDates.compare(holdings.subject(), birthDate.get())) {
            case BirthDates.Tried.Right _ -> new Checked.Passed(Optional.empty());
            case BirthDates.Tried.Wrong(int remaining) -> new Checked.Failed(new SignIn.WrongBirthDate(remaining));
            case BirthDates.Tried.NoMore _ -> new Checked.Failed(new SignIn.SecondCheckNeeded(false));
        };
    }

    /** Only as far as that costs nothing: the transaction that opens the session decides. */
    private static Checked checkProof(Identity identity, Holdings holdings, Proof second) {
        boolean other = second.purpose() == Purpose.CONFIRM
                && !second.addressDigest().equals(identity.addressDigest())
                && holdings.has(second.addressDigest());
        return other ? new Checked.Passed(Optional.of(second)) : new Checked.Failed(new SignIn.SecondProofNotUsable());
    }

    /** What a second check came to. */
    sealed interface Checked {
        /** None was needed. */
        record Needless() implements Checked {}

        /** @param proof to be used up with the first one */
        record Passed(Optional<Proof> proof) implements Checked {}

        /** It is missing or wrong. */
        record Failed(SignIn.Refused why) implements Checked {}
    }
}

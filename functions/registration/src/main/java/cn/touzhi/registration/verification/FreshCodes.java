package cn.touzhi.registration.verification;

import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.registration.RegistrationEvents;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.Limits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Makes codes with all that goes with them, and seals what belongs to nobody yet under the key of the day. */
final class FreshCodes {
    private final Codes codes;
    private final DayKeys dayKeys;
    private final CodeTerms terms;
    private final Limits.PerAddress limits;
    private final SecureRandom random;
    private final Clock clock;

    FreshCodes(
            Codes codes, DayKeys dayKeys, CodeTerms terms, Limits.PerAddress limits, SecureRandom random, Clock clock) {
        this.codes = codes;
        this.dayKeys = dayKeys;
        this.terms = terms;
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /** A code for {@code place}, whose message was counted as {@code allowance}. */
    FreshCode at(Codes.CodePlace place, Allowance allowance) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String code = codes.next();
        Instant codeEndsAt = now.plus(terms.codeLifetime());
        return new FreshCode(
                place.number(),
                sealed(code, place.verification(), RegistrationTable.CODE),
                codes.digestOf(place, code),
                now.plus(Limits.waitAfter(place.number())),
                codeEndsAt,
                codeEndsAt.plus(terms.proofLifetime()),
                allowance,
                allowance.in(limits).guesses(),
                requested(place, now));
    }

    /** The address of {@code request}, for the sender's eyes. */
    byte[] sealedAddress(AddressRequest request, VerificationId verification) {
        return sealed(request.address().value(), verification, RegistrationTable.ADDRESS);
    }

    private byte[] sealed(String plain, VerificationId owner, String field) {
        return dayKeys.today().seal(plain, owner.value(), field, random);
    }

    private Event requested(Codes.CodePlace place, Instant now) {
        return new Event(
                EventId.random(random),
                RegistrationEvents.CODE_REQUESTED,
                Optional.empty(),
                now,
                Map.of(
                        "verification", place.verification().value(),
                        "number", Integer.toString(place.number())));
    }
}

package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.registration.verification.Codes.CodePlace;
import cn.touzhi.registration.verification.VerificationItems.Tried;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/** The verifications: asked for, asked for again, guessed at. */
public final class Verifications {
    private final VerificationItems items;
    private final FirstMessages firstMessages;
    private final FurtherMessages furtherMessages;
    private final Codes codes;
    private final RightCodes rightCodes;
    private final Clock clock;

    Verifications(
            VerificationItems items,
            FirstMessages firstMessages,
            FurtherMessages furtherMessages,
            Codes codes,
            RightCodes rightCodes,
            Clock clock) {
        this.items = items;
        this.firstMessages = firstMessages;
        this.furtherMessages = furtherMessages;
        this.codes = codes;
        this.rightCodes = rightCodes;
        this.clock = clock;
    }

    /** Has a code sent. A request that repeats an earlier one under the same key gets the same answer. */
    public Asked ask(AddressRequest request, Asker asker, IdempotencyKey key) {
        return firstMessages.ask(request, asker, key);
    }

    /** The verification's standing, while it lasts. */
    public Optional<VerificationStatus> find(VerificationId id) {
        return items.read(id).map(verification -> VerificationStatus.of(id, verification));
    }

    /** Has another code sent; the ones before it fall silent and guesses start anew. */
    public AskedAgain askAgain(VerificationId id, ClientAddress client, IdempotencyKey key) {
        return furtherMessages.ask(id, client, key);
    }

    /** Checks one guess at the code: one write, whatever comes of it, and where it is right those that tell so. */
    public Guess guess(VerificationId id, String code) {
        byte[] guess = codes.guessOf(id, code);
        return switch (items.countGuess(id, guess)) {
            case Tried.Counted(Verification counted) -> compare(id, counted, code);
            case Tried.Refused(Optional<Verification> why) ->
                why.map(known -> whyRefused(id, known, guess, code)).orElseGet(Guess.Gone::new);
        };
    }

    private Guess compare(VerificationId id, Verification counted, String code) {
        CodePlace place = new CodePlace(id, counted.number(), counted.purpose(), counted.addressDigest());
        if (!codes.matches(place, code, counted.codeDigest())) {
            return new Guess.Wrong(counted.guessesLeft());
        }
        rightCodes.count(counted);
        return new Guess.Right(new Proof(
                id,
                counted.number(),
                counted.purpose(),
                counted.channel(),
                counted.addressDigest(),
                counted.client(),
                counted.expiresAt()));
    }

    private Guess whyRefused(VerificationId id, Verification verification, byte[] guess, String code) {
        if (verification.usedAt().isPresent()) {
            return new Guess.Over();
        }
        if (verification.state() == SendState.UNDELIVERABLE) {
            return new Guess.Undeliverable();
        }
        return verification.codeEndsAt().isAfter(clock.instant())
                ? burnt(id, verification, guess, code)
                : new Guess.Expired();
    }

    /** The last guess, once more, gets its answer once more (case R8): it was compared before and tells nothing new. */
    private Guess burnt(VerificationId id, Verification verification, byte[] guess, String code) {
        boolean repeated = verification
                .lastGuess()
                .filter(last -> MessageDigest.isEqual(last, guess))
                .isPresent();
        return repeated && compare(id, verification, code) instanceof Guess.Right right ? right : new Guess.Burnt();
    }
}

package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.registration.verification.AddressSends.Counted;
import cn.touzhi.registration.verification.AddressSends.Message;
import cn.touzhi.registration.verification.Codes.CodePlace;
import cn.touzhi.registration.verification.VerificationItems.Replaced;
import cn.touzhi.registration.verification.VerificationItems.Tried;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The verifications: asked for, asked for again, guessed at. */
public final class Verifications {
    private final VerificationItems items;
    private final AddressSends sends;
    private final Wishes wishes;
    private final Codes codes;
    private final FreshCodes freshCodes;
    private final CodeTerms terms;
    private final SendLimits limits;
    private final Clock clock;

    Verifications(
            VerificationItems items,
            AddressSends sends,
            Wishes wishes,
            Codes codes,
            FreshCodes freshCodes,
            CodeTerms terms,
            SendLimits limits,
            Clock clock) {
        this.items = items;
        this.sends = sends;
        this.wishes = wishes;
        this.codes = codes;
        this.freshCodes = freshCodes;
        this.terms = terms;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Has a code sent: two writes, the address's count and the verification with its event. It does the same for every
     * address, known or not. A request that repeats an earlier one under the same key sends nothing and gets the same
     * answer.
     */
    public Asked ask(AddressRequest request, IdempotencyKey key) {
        String addressDigest = wishes.addressDigest(request);
        Wish wish = new Wish(wishes.idOf(key, request, addressDigest), request, addressDigest);
        return switch (sends.count(addressDigest, wish.message())) {
            case Counted.New() -> put(wish);
            case Counted.Known(Instant at) -> repeat(wish, at);
            case Counted.TooMany(Duration pause) -> new Asked.TooMany(pause);
        };
    }

    /** The verification's standing, while it lasts. */
    public Optional<VerificationStatus> find(VerificationId id) {
        return items.read(id).map(verification -> VerificationStatus.of(id, verification, terms));
    }

    /** Has another code sent; the ones before it fall silent and guesses start anew. */
    public AskedAgain askAgain(VerificationId id, IdempotencyKey key) {
        Optional<Verification> found = items.read(id);
        if (found.isEmpty()) {
            return new AskedAgain.Gone();
        }
        byte[] sendKey = wishes.sendKey(key, id);
        Verification verification = found.get();
        if (isRepeat(verification, sendKey)) {
            return new AskedAgain.Accepted(VerificationStatus.of(id, verification, terms));
        }
        if (verification.usedAt().isPresent() || verification.nextSendAt().isAfter(clock.instant())) {
            return refusal(verification);
        }
        Optional<Duration> wait = countFurther(verification, new Message(id, verification.number() + 1));
        return wait.<AskedAgain>map(AskedAgain.TooMany::new).orElseGet(() -> replaceCode(id, verification, sendKey));
    }

    /** Checks one guess at the code: one write, whatever comes of it. */
    public Guess guess(VerificationId id, String code) {
        byte[] guess = codes.guessOf(id, code);
        return switch (items.countGuess(id, guess, terms.guesses())) {
            case Tried.Counted(Verification counted) -> compare(id, counted, code);
            case Tried.Refused(Optional<Verification> why) ->
                why.map(known -> whyRefused(id, known, guess, code)).orElseGet(Guess.Gone::new);
        };
    }

    private Asked put(Wish wish) {
        FreshCode fresh =
                freshCodes.at(new CodePlace(wish.id(), 1, wish.request().purpose(), wish.addressDigest()));
        Verification made = NewVerification.of(
                wish.request(),
                wish.addressDigest(),
                freshCodes.sealedAddress(wish.request(), wish.id()),
                wishes.requestDigest(wish.request(), wish.addressDigest()),
                fresh);
        // a twin, or our own first try whose answer was lost, may have put one: then that one holds
        return answer(
                wish,
                items.putIfAbsent(wish.id(), NewVerification.attributes(made)).orElse(made));
    }

    /** Counted before: what was put then answers, and where it isn't there any more the wish is new. */
    private Asked repeat(Wish wish, Instant countedAt) {
        Optional<Verification> known = items.read(wish.id());
        if (known.isPresent()) {
            return answer(wish, known.get());
        }
        // counted a moment ago and not there: someone died in between
        boolean interrupted = countedAt.plus(limits.waitAfter(1)).isAfter(clock.instant());
        Optional<Duration> wait =
                interrupted ? Optional.empty() : sends.countAgain(wish.addressDigest(), wish.message());
        return wait.<Asked>map(Asked.TooMany::new).orElseGet(() -> put(wish));
    }

    private Asked answer(Wish wish, Verification verification) {
        byte[] digest = wishes.requestDigest(wish.request(), wish.addressDigest());
        return MessageDigest.isEqual(digest, verification.requestDigest())
                ? new Asked.Accepted(VerificationStatus.of(wish.id(), verification, terms))
                : new Asked.KeyReused();
    }

    /** Counts a further message; how long the address gets none, if it may not have one now. */
    private Optional<Duration> countFurther(Verification verification, Message message) {
        return switch (sends.count(verification.addressDigest(), message)) {
            case Counted.New _ -> Optional.empty();
            // our own first try, which died before it replaced the code, can't have counted before it was allowed to;
            // what was counted earlier belongs to a verification of the same key that has ended
            case Counted.Known(Instant at) ->
                at.isBefore(verification.nextSendAt())
                        ? sends.countAgain(verification.addressDigest(), message)
                        : Optional.empty();
            case Counted.TooMany(Duration pause) -> Optional.of(pause);
        };
    }

    private AskedAgain replaceCode(VerificationId id, Verification before, byte[] sendKey) {
        FreshCode fresh =
                freshCodes.at(new CodePlace(id, before.number() + 1, before.purpose(), before.addressDigest()));
        return switch (items.replaceCode(id, fresh, sendKey)) {
            case Replaced.Done(Verification replaced) -> {
                giveBackUnsent(id, replaced);
                yield new AskedAgain.Accepted(VerificationStatus.of(id, fresh, terms));
            }
            case Replaced.Refused(Optional<Verification> now) ->
                now.map(known -> isRepeat(known, sendKey)
                                ? new AskedAgain.Accepted(VerificationStatus.of(id, known, terms))
                                : refusal(known))
                        .orElseGet(AskedAgain.Gone::new);
        };
    }

    /** Nobody had claimed the message that was replaced, so it never goes out, and didn't cost its owner a guess. */
    private void giveBackUnsent(VerificationId id, Verification replaced) {
        if (replaced.state() == SendState.SENDING && replaced.claim().isEmpty() && replaced.guesses() == 0) {
            sends.giveBack(id, replaced);
        }
    }

    private AskedAgain refusal(Verification verification) {
        return verification.usedAt().isPresent()
                ? new AskedAgain.Over()
                : new AskedAgain.TooEarly(Duration.between(clock.instant(), verification.nextSendAt()));
    }

    private static boolean isRepeat(Verification verification, byte[] sendKey) {
        return verification.sendKeys().stream().anyMatch(known -> MessageDigest.isEqual(known, sendKey));
    }

    private Guess compare(VerificationId id, Verification counted, String code) {
        CodePlace place = new CodePlace(id, counted.number(), counted.purpose(), counted.addressDigest());
        return codes.matches(place, code, counted.codeDigest())
                ? new Guess.Right(new Proof(
                        id,
                        counted.number(),
                        counted.purpose(),
                        counted.channel(),
                        counted.addressDigest(),
                        counted.client(),
                        counted.expiresAt()))
                : new Guess.Wrong(terms.guesses() - counted.guesses());
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

    /** Someone's wish for a first code, and the verification that it means. */
    private record Wish(VerificationId id, AddressRequest request, String addressDigest) {
        Message message() {
            return new Message(id, 1);
        }
    }
}

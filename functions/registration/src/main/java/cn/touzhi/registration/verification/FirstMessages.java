package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.registration.limit.FailClosed;
import cn.touzhi.registration.limit.SmsTarget;
import cn.touzhi.registration.verification.AddressSends.Counted;
import cn.touzhi.registration.verification.AddressSends.Message;
import cn.touzhi.registration.verification.AddressSendsItem.Send;
import cn.touzhi.registration.verification.Checkpoint.Wanted;
import cn.touzhi.registration.verification.Codes.CodePlace;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Begins verifications: what a stranger may ask for, the address's count, then the verification with its event. */
final class FirstMessages {
    private final Checkpoint checkpoint;
    private final AddressSends sends;
    private final VerificationItems items;
    private final Wishes wishes;
    private final NumberBlocks blocks;
    private final FreshCodes freshCodes;
    private final FailClosed failClosed;
    private final Clock clock;

    FirstMessages(
            Checkpoint checkpoint,
            AddressSends sends,
            VerificationItems items,
            Wishes wishes,
            NumberBlocks blocks,
            FreshCodes freshCodes,
            FailClosed failClosed,
            Clock clock) {
        this.checkpoint = checkpoint;
        this.sends = sends;
        this.items = items;
        this.wishes = wishes;
        this.blocks = blocks;
        this.freshCodes = freshCodes;
        this.failClosed = failClosed;
        this.clock = clock;
    }

    /**
     * Has a code sent. It does the same for every address, known or not. A request that repeats an earlier one under the
     * same key sends nothing and gets the same answer, while that one's verification lasts. Its network is counted for it
     * again only in another hour of the clock, and where it comes from another network or with another challenge.
     */
    Asked ask(AddressRequest request, Asker asker, IdempotencyKey key) {
        String addressDigest = wishes.addressDigest(request);
        VerificationId id = wishes.idOf(key, request, addressDigest);
        Wish wish = new Wish(id, request, addressDigest, blocks.targetOf(request.address()), asker);
        return switch (pass(wish, id.value())) {
            case Passage.Open passed -> count(wish, id.value(), passed);
            // what was let through before is answered as it was then
            case Passage.Closed closed ->
                items.read(id).map(known -> answer(wish, known)).orElseGet(() -> refused(closed));
        };
    }

    private Passage pass(Wish wish, String mark) {
        return failClosed.decided(() -> checkpoint.pass(wish.asker(), wish.wanted(mark)));
    }

    private Asked count(Wish wish, String mark, Passage.Open passed) {
        Counted counted =
                failClosed.decided(() -> sends.count(wish.addressDigest(), wish.message(), passed.allowances()));
        return switch (counted) {
            case Counted.New(Allowance allowance) -> open(wish, mark, passed, allowance);
            case Counted.Known(Optional<Send> last) -> repeat(wish, mark, passed, last);
            case Counted.Full full -> refused(passed, full);
        };
    }

    /**
     * Makes the code, once its network has certainly paid: where only the mark of a twin said so, that may have been
     * refused by the address, and have taken its mark back.
     */
    private Asked open(Wish wish, String mark, Passage.Open passed, Allowance allowance) {
        return passed.repeated() && pass(wish, mark) instanceof Passage.Closed closed
                ? refused(closed)
                : put(wish, allowance);
    }

    private Asked put(Wish wish, Allowance allowance) {
        AddressRequest request = wish.request();
        FreshCode fresh =
                freshCodes.at(new CodePlace(wish.id(), 1, request.purpose(), wish.addressDigest()), allowance);
        Verification made = NewVerification.of(
                request,
                wish.addressDigest(),
                freshCodes.sealedAddress(request, wish.id()),
                wish.target(),
                wishes.requestDigest(request, wish.addressDigest()),
                fresh);
        // a twin, or our own first try whose answer was lost, may have put one: then that one holds
        return answer(
                wish,
                items.putIfAbsent(wish.id(), NewVerification.attributes(made)).orElse(made));
    }

    /** Counted before: what was put then answers, and where it isn't there any more the wish is new. */
    private Asked repeat(Wish wish, String mark, Passage.Open passed, Optional<Send> last) {
        Optional<Verification> known = items.read(wish.id());
        if (known.isPresent()) {
            return answer(wish, known.get());
        }
        Optional<Send> interrupted = last.filter(send -> send.isInterruptedAt(clock.instant()));
        if (interrupted.isPresent()) {
            return put(wish, interrupted.get().allowance());
        }
        if (!passed.repeated()) {
            return countAgain(wish, mark, passed);
        }
        // its network has paid for what was sent then, and not for what is to be sent now
        Instant then = last.map(Send::at).orElse(clock.instant());
        String another = wish.id().value() + "@" + then.getEpochSecond();
        return switch (pass(wish, another)) {
            case Passage.Open anew -> countAgain(wish, another, anew);
            case Passage.Closed closed -> refused(closed);
        };
    }

    private Asked countAgain(Wish wish, String mark, Passage.Open passed) {
        Counted counted =
                failClosed.decided(() -> sends.countAgain(wish.addressDigest(), wish.message(), passed.allowances()));
        return switch (counted) {
            case Counted.New(Allowance allowance) -> open(wish, mark, passed, allowance);
            case Counted.Known(Optional<Send> last) ->
                put(wish, last.orElseThrow().allowance());
            case Counted.Full full -> refused(passed, full);
        };
    }

    private Asked answer(Wish wish, Verification verification) {
        byte[] digest = wishes.requestDigest(wish.request(), wish.addressDigest());
        return MessageDigest.isEqual(digest, verification.requestDigest())
                ? new Asked.Accepted(VerificationStatus.of(wish.id(), verification))
                : new Asked.KeyReused();
    }

    private Asked refused(Passage.Open passed, Counted.Full full) {
        checkpoint.giveBack(passed);
        return switch (full) {
            case Counted.TooMany(Duration pause, boolean harder) -> new Asked.TooMany(pause, harder);
            case Counted.TooManyOpen(Duration pause) -> new Asked.TooManyOpen(pause);
        };
    }

    private static Asked refused(Passage.Closed closed) {
        return switch (closed) {
            case Passage.ChallengeNeeded() -> new Asked.ChallengeNeeded();
            case Passage.NotSolved() -> new Asked.NotSolved();
            case Passage.TooManyFromHere(Duration pause) -> new Asked.TooManyFromHere(pause);
        };
    }

    /** Someone's wish for a first code, and the verification that it means. */
    private record Wish(
            VerificationId id, AddressRequest request, String addressDigest, Optional<SmsTarget> target, Asker asker) {
        Message message() {
            return new Message(id, 1);
        }

        Wanted wanted(String mark) {
            return new Wanted(id, addressDigest, target, mark);
        }
    }
}

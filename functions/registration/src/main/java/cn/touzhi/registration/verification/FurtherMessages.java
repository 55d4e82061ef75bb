package cn.touzhi.registration.verification;

import cn.touzhi.kernel.http.ClientAddress;
import cn.touzhi.kernel.http.IdempotencyKey;
import cn.touzhi.registration.limit.FailClosed;
import cn.touzhi.registration.verification.AddressSends.Counted;
import cn.touzhi.registration.verification.AddressSends.Message;
import cn.touzhi.registration.verification.AddressSendsItem.Send;
import cn.touzhi.registration.verification.Checkpoint.Wanted;
import cn.touzhi.registration.verification.Codes.CodePlace;
import cn.touzhi.registration.verification.VerificationItems.Replaced;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Has further messages of verifications sent. They cost what first ones cost, and whoever solved a challenge for the
 * first has solved none for them.
 */
final class FurtherMessages {
    private final Checkpoint checkpoint;
    private final AddressSends sends;
    private final Allowances allowances;
    private final VerificationItems items;
    private final Wishes wishes;
    private final FreshCodes freshCodes;
    private final FailClosed failClosed;
    private final Clock clock;

    FurtherMessages(
            Checkpoint checkpoint,
            AddressSends sends,
            Allowances allowances,
            VerificationItems items,
            Wishes wishes,
            FreshCodes freshCodes,
            FailClosed failClosed,
            Clock clock) {
        this.checkpoint = checkpoint;
        this.sends = sends;
        this.allowances = allowances;
        this.items = items;
        this.wishes = wishes;
        this.freshCodes = freshCodes;
        this.failClosed = failClosed;
        this.clock = clock;
    }

    /** Has another code sent; the ones before it fall silent and guesses start anew. */
    AskedAgain ask(VerificationId id, ClientAddress client, IdempotencyKey key) {
        Optional<Verification> found = items.read(id);
        if (found.isEmpty()) {
            return new AskedAgain.Gone();
        }
        Wish wish = new Wish(id, found.get(), wishes.sendKey(key, id));
        if (wish.isFulfilledBy(found.get())) {
            return new AskedAgain.Accepted(VerificationStatus.of(id, found.get()));
        }
        if (found.get().usedAt().isPresent() || found.get().nextSendAt().isAfter(clock.instant())) {
            return refusal(found.get());
        }
        return switch (pass(wish, client)) {
            case Passage.Open passed -> count(wish, client, passed);
            case Passage.Closed closed -> refused(closed);
        };
    }

    private Passage pass(Wish wish, ClientAddress client) {
        return failClosed.decided(() -> checkpoint.passAgain(client, wish.before(), wish.wanted()));
    }

    private static AskedAgain refused(Passage.Closed closed) {
        return switch (closed) {
            case Passage.TooManyFromHere(Duration pause) -> new AskedAgain.TooManyFromHere(pause);
            // none came with it that could be wrong
            case Passage.ChallengeNeeded() -> new AskedAgain.ChallengeNeeded();
            case Passage.NotSolved() -> new AskedAgain.ChallengeNeeded();
        };
    }

    private AskedAgain count(Wish wish, ClientAddress client, Passage.Open passed) {
        String addressDigest = wish.before().addressDigest();
        Counted counted = failClosed.decided(() -> sends.count(addressDigest, wish.message(), passed.allowances()));
        if (counted instanceof Counted.Known(Optional<Send> last)) {
            // our own first try may have died before it replaced the code; what was counted earlier belongs to a
            // verification of the same key that has ended
            counted = last.filter(send -> send.isInterruptedAt(clock.instant())).isPresent()
                    ? counted
                    : failClosed.decided(() -> sends.countAgain(addressDigest, wish.message(), passed.allowances()));
        }
        return switch (counted) {
            // see FirstMessages.open
            case Counted.New(Allowance allowance) ->
                passed.repeated() && pass(wish, client) instanceof Passage.Closed closed
                        ? refused(closed)
                        : replaceCode(wish, allowance);
            case Counted.Known(Optional<Send> last) ->
                replaceCode(wish, last.orElseThrow().allowance());
            case Counted.TooMany(Duration pause, boolean harder) -> {
                checkpoint.giveBack(passed);
                yield new AskedAgain.TooMany(pause, harder);
            }
            case Counted.TooManyOpen open -> throw new IllegalStateException("a further message opens nothing");
        };
    }

    private AskedAgain replaceCode(Wish wish, Allowance allowance) {
        Verification before = wish.before();
        FreshCode fresh = freshCodes.at(
                new CodePlace(wish.id(), before.number() + 1, before.purpose(), before.addressDigest()), allowance);
        return switch (items.replaceCode(wish.id(), fresh, wish.sendKey())) {
            case Replaced.Done(Verification replaced) -> {
                giveBackUnsent(wish.id(), replaced);
                yield new AskedAgain.Accepted(VerificationStatus.of(wish.id(), fresh));
            }
            case Replaced.Refused(Optional<Verification> now) ->
                now.map(known -> wish.isFulfilledBy(known)
                                ? new AskedAgain.Accepted(VerificationStatus.of(wish.id(), known))
                                : refusal(known))
                        .orElseGet(AskedAgain.Gone::new);
        };
    }

    /** Nobody had claimed the message that was replaced, so it never goes out, and didn't cost its owner a guess. */
    private void giveBackUnsent(VerificationId id, Verification replaced) {
        if (replaced.state() == SendState.SENDING && replaced.claim().isEmpty() && replaced.guesses() == 0) {
            // where the counter doesn't stand still its owner has one message less, and what they asked for all the
            // same
            var unused = allowances.giveBack(id, replaced);
        }
    }

    private AskedAgain refusal(Verification verification) {
        return verification.usedAt().isPresent()
                ? new AskedAgain.Over()
                : new AskedAgain.TooEarly(Duration.between(clock.instant(), verification.nextSendAt()));
    }

    /**
     * Someone's wish for a further message.
     *
     * @param before the verification as it was found
     * @param sendKey by which it is known again
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Wish(VerificationId id, Verification before, byte[] sendKey) {
        Message message() {
            return new Message(id, before.number() + 1);
        }

        /** Its mark tells it from the message of the same number in another life of the verification. */
        Wanted wanted() {
            String mark = message().tag() + "@" + before.nextSendAt().getEpochSecond();
            return new Wanted(id, before.addressDigest(), before.target(), mark);
        }

        boolean isFulfilledBy(Verification verification) {
            return verification.sendKeys().stream().anyMatch(known -> MessageDigest.isEqual(known, sendKey));
        }
    }
}

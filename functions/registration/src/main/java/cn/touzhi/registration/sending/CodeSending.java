package cn.touzhi.registration.sending;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.messaging.SmsSender;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.SmsSpending;
import cn.touzhi.registration.verification.Allowances;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.Verification;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends codes: claim, open, count, send, record.
 *
 * <p>A text message goes out at most once for each order, whatever fails or is repeated, and an e-mail at least once.
 */
final class CodeSending {
    private final PendingCodes pending;
    private final Allowances allowances;
    private final SmsSpending spending;
    private final DayKeys keys;
    private final CodeMessages messages;
    private final SmsSender sms;
    private final EmailSender email;
    private final SecureRandom random;

    CodeSending(
            PendingCodes pending,
            Allowances allowances,
            SmsSpending spending,
            DayKeys keys,
            CodeMessages messages,
            SmsSender sms,
            EmailSender email,
            SecureRandom random) {
        this.pending = pending;
        this.allowances = allowances;
        this.spending = spending;
        this.keys = keys;
        this.messages = messages;
        this.sms = sms;
        this.email = email;
        this.random = random;
    }

    /** Carries out one order, or what a repetition of it leaves to do. */
    Sending send(CodeRequested order) {
        String claim = RandomText.of(random);
        return switch (pending.claim(order, claim)) {
            case Claim.Ours(Verification verification) -> send(order, claim, verification);
            case Claim.Busy() -> new Sending.Elsewhere();
            case Claim.Orphaned(Verification verification) -> {
                pending.decide(order, verification.claim().orElseThrow(), SendState.SENT);
                yield new Sending.PerhapsSent();
            }
            case Claim.Expired(Verification verification) -> {
                pending.expire(order);
                giveBack(order, verification);
                yield new Sending.Undeliverable();
            }
            // the try that found so may have ended before it gave the allowance back
            case Claim.Undeliverable(Verification verification) -> {
                giveBack(order, verification);
                yield new Sending.Undeliverable();
            }
            case Claim.Obsolete(Claim.Reason reason) -> new Sending.Obsolete(reason);
        };
    }

    private Sending send(CodeRequested order, String claim, Verification verification) {
        Supplier<Outcome> message = ready(order, claim, verification);
        if (!mayGoOut(order, claim, verification)) {
            // whoever fills a block must not use up its owners' codes as well
            pending.giveUp(order, claim).ifPresent(unsent -> giveBack(order, unsent));
            return new Sending.Blocked();
        }
        Outcome outcome = message.get();
        if (outcome instanceof Outcome.TryLater(Outcome.Cause cause)) {
            pending.releaseCounted(order, claim);
            return new Sending.Later(cause);
        }
        return pending.settle(order, claim, verification, outcome);
    }

    /** The message in the sender's hands. Up to here nothing can have gone out, so a fault gives the claim up. */
    private Supplier<Outcome> ready(CodeRequested order, String claim, Verification verification) {
        try {
            String address = open(verification.address(), order, RegistrationTable.ADDRESS);
            String code = open(verification.code().orElseThrow(), order, RegistrationTable.CODE);
            return switch (verification.channel()) {
                case SMS -> {
                    SmsMessage message = messages.sms(verification, address, code);
                    yield () -> sms.send(message);
                }
                case EMAIL -> {
                    EmailMessage message = messages.email(verification, address, code);
                    yield () -> email.send(message);
                }
            };
        } catch (RuntimeException fault) {
            pending.release(order, claim);
            throw fault;
        }
    }

    /**
     * Whether number block and country let the message through, which count it. One that waits for its provider was
     * counted by the try before; one whose try broke off while it was counted may count twice.
     */
    private boolean mayGoOut(CodeRequested order, String claim, Verification verification) {
        if (verification.counted().equals(Optional.of(order.number()))) {
            return true;
        }
        try {
            return verification
                    .newestSms()
                    .map(message -> spending.allows(message, claim))
                    .orElse(true);
        } catch (RuntimeException fault) {
            pending.release(order, claim);
            throw fault;
        }
    }

    private String open(byte[] sealed, CodeRequested order, String field) {
        return keys.of(sealed)
                .orElseThrow(() -> new IllegalStateException("a code older than its key"))
                .openText(sealed, order.verification().value(), field);
    }

    /**
     * Gives the allowance back for a message that we never got off: no claim stands on it. One that was guessed at has
     * served its address's limit of guesses, and giving that back would let a stranger guess without end.
     */
    private void giveBack(CodeRequested order, Verification undeliverable) {
        if (undeliverable.claim().isEmpty()
                && undeliverable.guesses() == 0
                && !allowances.giveBack(order.verification(), undeliverable)) {
            throw new IllegalStateException("a counter that never stands still");
        }
    }
}

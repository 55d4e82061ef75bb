package cn.touzhi.registration.sending;

import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.crypto.DataKey;
import cn.touzhi.kernel.crypto.DayKeys;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.messaging.SmsSender;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.notice.NoticeId;
import cn.touzhi.registration.verification.SendState;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sends notices: claim, open, send, record. A text message goes out at most once for each notice, and an e-mail at least
 * once, as {@link CodeSending} promises of codes.
 */
final class NoticeSending {
    private final Claims<Notice> claims;
    private final DayKeys keys;
    private final NoticeMessages messages;
    private final SmsSender sms;
    private final EmailSender email;
    private final SecureRandom random;

    NoticeSending(
            Claims<Notice> claims,
            DayKeys keys,
            NoticeMessages messages,
            SmsSender sms,
            EmailSender email,
            SecureRandom random) {
        this.claims = claims;
        this.keys = keys;
        this.messages = messages;
        this.sms = sms;
        this.email = email;
        this.random = random;
    }

    /** Carries out one order, or what a repetition of it leaves to do. */
    Sending send(NoticeRequested order) {
        String claim = RandomText.of(random);
        Pending pending = pending(order);
        return switch (claims.claim(pending, claim)) {
            case Claim.Ours(Notice notice) -> {
                Outcome outcome = ready(order, claim, notice).get();
                yield claims.settle(pending, claim, notice.channel(), outcome);
            }
            case Claim.Busy() -> new Sending.Elsewhere();
            case Claim.Orphaned(Notice notice) -> {
                claims.decide(pending, notice.claim().orElseThrow(), SendState.SENT);
                yield new Sending.PerhapsSent();
            }
            case Claim.Expired(Notice notice) -> {
                claims.expire(pending);
                yield new Sending.Undeliverable();
            }
            case Claim.Undeliverable(Notice notice) -> new Sending.Undeliverable();
            case Claim.Obsolete(Claim.Reason reason) -> new Sending.Obsolete(reason);
        };
    }

    /** The message in the sender's hands. Up to here nothing can have gone out, so a fault gives the claim up. */
    private Supplier<Outcome> ready(NoticeRequested order, String claim, Notice notice) {
        try {
            String address = addressOf(order.notice(), notice);
            return switch (notice.channel()) {
                case SMS -> {
                    SmsMessage message = messages.sms(notice, address);
                    yield () -> sms.send(message);
                }
                case EMAIL -> {
                    EmailMessage message = messages.email(notice, address);
                    yield () -> email.send(message);
                }
            };
        } catch (RuntimeException fault) {
            claims.release(pending(order), claim);
            throw fault;
        }
    }

    private String addressOf(NoticeId id, Notice notice) {
        byte[] sealed = notice.address().orElseThrow();
        DataKey key = keys.of(sealed).orElseThrow(() -> new IllegalStateException("a notice older than its key"));
        return Notice.open(key, sealed, id);
    }

    private static Pending pending(NoticeRequested order) {
        return new Pending(order.key(), RegistrationTable.ADDRESS, RegistrationTable.ENDS_AT, Map.of(), Set.of());
    }
}

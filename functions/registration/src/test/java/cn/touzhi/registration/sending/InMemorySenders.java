package cn.touzhi.registration.sending;

import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.EmailSender;
import cn.touzhi.messaging.Outcome;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.messaging.SmsSender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A provider of each kind, with the outcomes that a test wants; without any it accepts. */
final class InMemorySenders {
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private final List<SmsMessage> texts = new ArrayList<>();
    private final List<EmailMessage> emails = new ArrayList<>();
    private Outcome last = new Outcome.Accepted("id");
    private Runnable meanwhile = () -> {};
    private int perhapsOut;

    /** Answers like this, one after the other, and from then on like the last. */
    void answer(Outcome... answers) {
        outcomes.addAll(List.of(answers));
    }

    /** Does something while the provider has the message. */
    void meanwhile(Runnable action) {
        meanwhile = action;
    }

    SmsSender sms() {
        return message -> {
            texts.add(message);
            return next();
        };
    }

    EmailSender email() {
        return message -> {
            emails.add(message);
            return next();
        };
    }

    List<SmsMessage> texts() {
        return texts;
    }

    List<EmailMessage> emails() {
        return emails;
    }

    /** How many messages went out or may have. */
    int perhapsOut() {
        return perhapsOut;
    }

    private Outcome next() {
        if (!outcomes.isEmpty()) {
            last = outcomes.removeFirst();
        }
        if (last instanceof Outcome.Accepted || last instanceof Outcome.Unknown) {
            perhapsOut++;
        }
        meanwhile.run();
        return last;
    }
}

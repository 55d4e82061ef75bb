package cn.touzhi.registration.sending;

import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * What a notice says, in the language of its account: what happened, and what to do about it if it was someone else. It
 * names no address, the new one least of all: whoever reads along must learn nothing.
 */
final class NoticeMessages {
    /** Where our users live; the texts call it Beijing time. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);

    private final String webDomain;
    private final Duration removalUndo;
    private final HtmlPage page;

    /**
     * @param webDomain the site, as e-mails name it; without a link, which thieves' e-mails would have too
     * @param removalUndo how long the removal of an address can be undone
     */
    NoticeMessages(String webDomain, Duration removalUndo) {
        this.webDomain = webDomain;
        this.removalUndo = removalUndo;
        this.page = new HtmlPage("notice.html");
    }

    /** The text message, in one segment ({@link CodeMessages#SEGMENT}). */
    SmsMessage sms(Notice notice, String number) {
        String text = textsFor(notice).get("sms." + notice.kind().text());
        return new SmsMessage(number, text);
    }

    /** The e-mail. */
    EmailMessage email(Notice notice, String address) {
        Texts texts = textsFor(notice);
        String kind = notice.kind().text();
        String subject = texts.get("email.subject." + kind);
        String lead = texts.get("email.lead." + kind);
        String time = texts.get("email.time");
        String action = texts.get("email.action." + kind);
        String caution = texts.get("email.caution");
        String signature = texts.get("email.signature");
        Locale language = localeOf(notice.locale());
        String html = page.fill(Map.of(
                "language", language.toLanguageTag(),
                "subject", subject,
                "lead", lead,
                "time", time,
                "action", action,
                "caution", caution,
                "signature", signature));
        String text = lead + "\n" + time + "\n\n" + action + "\n\n" + caution + "\n\n" + signature + "\n";
        return new EmailMessage(address, subject, text, html, language);
    }

    private Texts textsFor(Notice notice) {
        Instant happened = notice.event().time();
        Instant undoEnds = happened.plus(removalUndo);
        String datePattern =
                Texts.of(NoticeMessages.class, notice.locale(), Map.of()).get("date");
        DateTimeFormatter day = DateTimeFormatter.ofPattern(datePattern, localeOf(notice.locale()))
                .withZone(ZONE);
        return Texts.of(
                NoticeMessages.class,
                notice.locale(),
                Map.of(
                        "time", MINUTE.format(happened),
                        "undoEnds", MINUTE.format(undoEnds),
                        "undoEndsDay", day.format(undoEnds),
                        "site", webDomain));
    }

    private static Locale localeOf(Language language) {
        return Locale.forLanguageTag(language.text());
    }
}

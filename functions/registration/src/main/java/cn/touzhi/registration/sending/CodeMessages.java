package cn.touzhi.registration.sending;

import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.messaging.SmsMessage;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.Verification;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a code's message says: in the language of whoever asked, naming what the code is for. */
final class CodeMessages {
    /**
     * One segment of UCS-2 (3GPP TS 23.038: 140 octets). English is held to it too: the signature that carriers in
     * China demand in front of each text is Chinese.
     */
    static final int SEGMENT = 70;
    /** The longest domain that leaves room for the text; template.yaml demands it of parameter WebDomain. */
    static final int LONGEST_DOMAIN = 24;

    private static final int APP_HASH = 11;

    private final String webDomain;
    private final String androidAppHash;
    private final HtmlPage page;
    private final Clock clock;

    /**
     * @param webDomain the site that a browser may fill the code in on
     * @param androidAppHash names the Android app to its phone
     * @throws IllegalArgumentException if one of them would not fit into its line
     */
    CodeMessages(String webDomain, String androidAppHash, Clock clock) {
        if (webDomain.length() > LONGEST_DOMAIN || androidAppHash.length() != APP_HASH) {
            throw new IllegalArgumentException("a domain or hash that doesn't fit into a text message");
        }
        this.webDomain = webDomain;
        this.androidAppHash = androidAppHash;
        this.page = new HtmlPage("code.html");
        this.clock = clock;
    }

    /** The text message with {@code code}, in one segment. */
    SmsMessage sms(Verification verification, String number, String code) {
        Texts texts = textsFor(verification, code);
        String text = texts.get("sms." + verification.purpose().text());
        String caution = texts.get("sms.caution");
        String lastLine = lastLine(verification.client(), code);
        boolean room = text.length() + caution.length() + lastLine.length() <= SEGMENT;
        return new SmsMessage(number, text + (room ? caution : "") + lastLine);
    }

    /** What the device reads: WICG "Origin-bound one-time codes", and Google's SMS Retriever API. */
    private String lastLine(Client client, String code) {
        return switch (client) {
            case WEB -> "\n@" + webDomain + " #" + code;
            case ANDROID -> "\n" + androidAppHash;
            case IOS, MINI_PROGRAM -> "";
        };
    }

    /** The e-mail with {@code code}. The subject doesn't tell it: subjects stand in the logs of mail servers. */
    EmailMessage email(Verification verification, String address, String code) {
        Texts texts = textsFor(verification, code);
        String subject = texts.get("email.subject." + verification.purpose().text());
        String lead = texts.get("email.lead." + verification.purpose().text());
        String end = texts.get("email.end");
        String caution = texts.get("email.caution");
        String text =
                lead + "\n\n" + code + "\n\n" + end + "\n" + caution + "\n\n" + texts.get("email.signature") + "\n";
        Locale language = Locale.forLanguageTag(verification.locale().text());
        String html = page.fill(Map.of(
                "language", language.toLanguageTag(),
                "subject", subject,
                "lead", lead,
                "code", code,
                "end", end,
                "caution", caution,
                "signature", texts.get("email.signature")));
        return new EmailMessage(address, subject, text, html, language);
    }

    private Texts textsFor(Verification verification, String code) {
        long seconds =
                Duration.between(clock.instant(), verification.codeEndsAt()).toSeconds();
        long minutes = Math.max(1, Math.round(seconds / 60.0));
        return Texts.of(
                CodeMessages.class, verification.locale(), Map.of("code", code, "minutes", Long.toString(minutes)));
    }
}

package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventId;
import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.notice.Notice;
import cn.touzhi.registration.notice.NoticeKind;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.SendState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A notice's message")
class NoticeMessagesTest {
    /** In Shanghai it is the next day already; and all its dates are as long as dates get. */
    private static final Instant LATE = Instant.parse("2026-12-16T17:05:59Z");

    private static final String DOMAIN = "www.touzhi.example";
    private static final String NUMBER = "+8613800138000";
    private static final String EMAIL = "li@example.cn";
    private static final Pattern LINK = Pattern.compile("https?:|www[.](?!touzhi[.]example)|href|src=|<script|<img");

    private final NoticeMessages messages = new NoticeMessages(DOMAIN, Duration.ofDays(7));

    static Stream<Notice> all() {
        List<Notice> all = new ArrayList<>();
        for (NoticeKind kind : NoticeKind.values()) {
            for (Language language : Language.values()) {
                all.add(notice(kind, language));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("fits one segment, begins with the signature that carriers demand, and looks like no link")
    void sms(Notice notice) {
        String text = messages.sms(notice, NUMBER).text();

        assertThat(text.getBytes(StandardCharsets.UTF_16BE)).as(text).hasSizeLessThanOrEqualTo(140);
        assertThat(text).startsWith("【头职】").doesNotContain("\n", "{", "touzhi", ".cn", "http");
        assertThat(text).contains(notice.locale() == Language.CHINESE ? "安全" : "Security");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("tells in both forms of an e-mail what happened, when, and what to do about it")
    @Clause("64")
    void email(Notice notice) {
        EmailMessage message = messages.email(notice, EMAIL);
        boolean chinese = notice.locale() == Language.CHINESE;

        for (String form : List.of(message.text(), message.html())) {
            assertThat(form)
                    .contains("2026-12-17 01:05")
                    .contains(DOMAIN)
                    .contains(chinese ? "安全" : "Security")
                    .contains(chinese ? "冻" : "freeze")
                    .doesNotContainPattern(LINK);
        }
        assertThat(message.text()).doesNotContain("{");
        assertThat(message.language().toLanguageTag()).isEqualTo(notice.locale().text());
        assertThat(message.html())
                .startsWith("<!doctype html>")
                .contains("<html lang=\"" + notice.locale().text() + "\">")
                .doesNotContain("{language}", "{subject}", "{lead}", "{time}", "{action}", "{caution}", "{signature}");
        assertThat(message.subject()
                        .codePoints()
                        .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN))
                .isEqualTo(chinese);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("names no address, not even its own, and no id")
    void impersonal(Notice notice) {
        EmailMessage email = messages.email(notice, EMAIL);
        String said = messages.sms(notice, NUMBER).text() + email.subject() + email.text() + email.html();

        assertThat(said)
                .doesNotContain("@")
                .doesNotContain("13800138000", "example.cn", notice.event().id().value());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @DisplayName("is told from those of every other kind by its subject and by its text message")
    void distinct(Notice notice) {
        assertThat(all().filter(other -> subject(other).equals(subject(notice))))
                .hasSize(1);
        assertThat(all().filter(other -> text(other).equals(text(notice)))).hasSize(1);
    }

    @Test
    @DisplayName("tells an address that was removed until when it can freeze the account and undo that")
    void undo() {
        Notice chinese = notice(NoticeKind.IDENTITY_REMOVED, Language.CHINESE);
        Notice english = notice(NoticeKind.IDENTITY_REMOVED, Language.ENGLISH);

        assertThat(text(chinese)).contains("12月24日前").contains("冻结账号并撤销移除");
        assertThat(text(english)).contains("Freeze+undo by 24 Dec");
        assertThat(messages.email(chinese, EMAIL).text()).contains("撤销移除").contains("2026-12-24 01:05（北京时间）之前");
        assertThat(messages.email(english, EMAIL).text())
                .contains("undo the removal")
                .contains("until 2026-12-24 01:05 (Beijing time)");
    }

    @Test
    @DisplayName("has the same texts in every language, with the same blanks")
    void complete() {
        ResourceBundle chinese = bundle(Locale.ROOT);
        ResourceBundle english = bundle(Locale.ENGLISH);

        assertThat(english.keySet()).isEqualTo(chinese.keySet());
        for (String key : chinese.keySet()) {
            assertThat(blanks(english.getString(key))).as(key).isEqualTo(blanks(chinese.getString(key)));
            assertThat(english.getString(key)).as(key).isNotEqualTo(chinese.getString(key));
        }
    }

    @Test
    @DisplayName("encodes for HTML whatever it says")
    void encoding() {
        assertThat(new HtmlPage("notice.html").fill(Map.of("lead", "<b>", "action", "\"it's\" & more")))
                .contains("&lt;b&gt;")
                .contains("&quot;it&#39;s&quot; &amp; more")
                .doesNotContain("<b>");
    }

    private String text(Notice notice) {
        return messages.sms(notice, NUMBER).text();
    }

    private String subject(Notice notice) {
        return messages.email(notice, EMAIL).subject();
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                NoticeMessages.class.getName(),
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Set<String> blanks(String text) {
        Set<String> blanks = new HashSet<>();
        for (String blank : List.of("{time}", "{undoEnds}", "{undoEndsDay}", "{site}")) {
            if (text.contains(blank)) {
                blanks.add(blank);
            }
        }
        return blanks;
    }

    private static Notice notice(NoticeKind kind, Language language) {
        Event event = new Event(
                new EventId("iFZQ0zlbOsKSwt1iCmd4lA"),
                "cn.touzhi.registration.NoticeRequested.v1",
                Optional.empty(),
                LATE,
                Map.of("notice", "wX2o6m1lT5mPp3yB4uQ7RA"));
        return new Notice(
                kind,
                Channel.EMAIL,
                language,
                Optional.empty(),
                SendState.SENDING,
                Optional.empty(),
                Optional.empty(),
                LATE.plus(Duration.ofDays(1)),
                event,
                LATE.plus(Duration.ofDays(1)));
    }
}

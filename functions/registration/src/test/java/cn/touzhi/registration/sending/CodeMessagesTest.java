package cn.touzhi.registration.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import cn.touzhi.messaging.EmailMessage;
import cn.touzhi.registration.Language;
import cn.touzhi.registration.verification.Allowance;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Client;
import cn.touzhi.registration.verification.Purpose;
import cn.touzhi.registration.verification.SendState;
import cn.touzhi.registration.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A code's message")
class CodeMessagesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String CODE = "000417";
    private static final String DOMAIN = "verification.touzhi.cn.x";
    private static final String APP_HASH = "FA+9qCX9VSu";
    private static final String NUMBER = "+8613800138000";

    private final CodeMessages messages = new CodeMessages(DOMAIN, APP_HASH, CLOCK);

    static Stream<Verification> all() {
        List<Verification> all = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            for (Purpose purpose : Purpose.values()) {
                for (Client client : Client.values()) {
                    for (Language language : Language.values()) {
                        all.add(verification(channel, purpose, client, language, Duration.ofMinutes(10)));
                    }
                }
            }
        }
        return all.stream();
    }

    static Stream<Verification> texts() {
        return all().filter(verification -> verification.channel() == Channel.SMS);
    }

    static Stream<Verification> emails() {
        return all().filter(verification -> verification.channel() == Channel.EMAIL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @DisplayName("fits one segment, with the longest domain allowed (R28)")
    void segment(Verification verification) {
        String text = sms(verification);

        assertThat(DOMAIN).hasSize(CodeMessages.LONGEST_DOMAIN);
        assertThat(text.length()).as(text).isLessThanOrEqualTo(CodeMessages.SEGMENT);
        assertThat(text.getBytes(StandardCharsets.UTF_16BE)).hasSizeLessThanOrEqualTo(140);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @DisplayName("begins with the signature that carriers demand, and tells the code in its first line")
    void signature(Verification verification) {
        assertThat(sms(verification)).startsWith("【头职】");
        assertThat(sms(verification).lines().findFirst().orElseThrow()).contains(CODE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @DisplayName("ends in the line that its client's device reads (R29)")
    void lastLine(Verification verification) {
        List<String> lines = sms(verification).lines().toList();

        switch (verification.client()) {
            case WEB -> assertThat(lines).hasSize(2).last().isEqualTo("@" + DOMAIN + " #" + CODE);
            case ANDROID -> assertThat(lines).hasSize(2).last().isEqualTo(APP_HASH);
            case IOS, MINI_PROGRAM -> assertThat(lines).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @DisplayName("is bound to its site as browsers read it (WICG, 3.2)")
    void originBound(Verification verification) {
        if (verification.client() != Client.WEB) {
            assertThat(boundCode(sms(verification))).isEmpty();
            return;
        }

        assertThat(boundCode(sms(verification))).contains(Map.entry(DOMAIN, CODE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    @DisplayName("warns of telling it to anyone, where there is room")
    void caution(Verification verification) {
        String text = sms(verification);
        boolean english = verification.locale() == Language.ENGLISH;

        assertThat(text.contains(english ? ", 10 min, never share" : "10分钟内有效，勿告诉他人"))
                .isEqualTo(!(english && verification.client() == Client.WEB));
    }

    @Test
    @DisplayName("names its purpose, so that nobody can be talked into another one")
    void purposes() {
        Set<String> distinct = new HashSet<>();
        texts().map(this::sms)
                .map(text -> text.lines().findFirst().orElseThrow())
                .forEach(distinct::add);

        assertThat(distinct)
                .anyMatch(text -> text.contains("登录或注册"))
                .anyMatch(text -> text.contains("添加手机号"))
                .anyMatch(text -> text.contains("确认是您本人"))
                .anyMatch(text -> text.contains("to sign in/register"))
                .anyMatch(text -> text.contains("to add this number"))
                .anyMatch(text -> text.contains("to confirm it's you"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emails")
    @DisplayName("tells the code in both forms of an e-mail, and not in its subject")
    void email(Verification verification) {
        EmailMessage message = messages.email(verification, "li@example.cn", CODE);

        assertThat(message.text()).contains("\n" + CODE + "\n");
        assertThat(message.html()).contains(">" + CODE + "<");
        assertThat(message.subject()).doesNotContain(CODE);
        assertThat(message.language().toLanguageTag())
                .isEqualTo(verification.locale().text());
        assertThat(message.html())
                .startsWith("<!doctype html>")
                .contains("<html lang=\"" + verification.locale().text() + "\">")
                .doesNotContain("{subject}", "{lead}", "{code}", "{end}", "{minutes}")
                .doesNotContain("href", "src=", "<script");
        assertThat(message.text()).doesNotContain("{").contains("10");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emails")
    @DisplayName("has a subject of its purpose and language")
    void subjects(Verification verification) {
        String subject = messages.email(verification, "li@example.cn", CODE).subject();

        assertThat(subject.codePoints()
                        .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN))
                .isEqualTo(verification.locale() == Language.CHINESE);
        assertThat(emails().filter(other ->
                        messages.email(other, "li@example.cn", CODE).subject().equals(subject)))
                .extracting(Verification::purpose, Verification::locale)
                .containsOnly(tuple(verification.purpose(), verification.locale()));
    }

    @Test
    @DisplayName("tells how long the code is still good for, when it goes out late")
    void late() {
        Verification late =
                verification(Channel.SMS, Purpose.ENTER, Client.IOS, Language.CHINESE, Duration.ofSeconds(170));

        assertThat(sms(late)).contains("，3分钟内有效");
    }

    @Test
    @DisplayName("has the same texts in every language")
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
    @DisplayName("is not built with a domain or hash that would not fit")
    void misfits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeMessages(DOMAIN + "x", APP_HASH, CLOCK));
        assertThatIllegalArgumentException().isThrownBy(() -> new CodeMessages(DOMAIN, APP_HASH + "x", CLOCK));
    }

    @Test
    @DisplayName("encodes for HTML whatever it says")
    void encoding() {
        assertThat(HtmlPage.encoded("<script>\"it's\" & more"))
                .isEqualTo("&lt;script&gt;&quot;it&#39;s&quot; &amp; more");
        assertThat(new HtmlPage("code.html").fill(Map.of("lead", "<b>")))
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    private String sms(Verification verification) {
        return messages.sms(verification, NUMBER, CODE).text();
    }

    /** "Parse an origin-bound one-time code message" of the WICG draft: host and code of the last line, if any. */
    private static Optional<Map.Entry<String, String>> boundCode(String message) {
        String line = message.lines().toList().getLast();
        String[] parts = line.split(" ", -1);
        boolean bound = parts.length >= 2
                && parts[0].startsWith("@")
                && parts[0].length() > 1
                && parts[1].startsWith("#")
                && parts[1].length() > 1;
        return bound ? Optional.of(Map.entry(parts[0].substring(1), parts[1].substring(1))) : Optional.empty();
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                CodeMessages.class.getName(),
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Set<String> blanks(String text) {
        Set<String> blanks = new HashSet<>();
        for (String blank : List.of("{code}", "{minutes}")) {
            if (text.contains(blank)) {
                blanks.add(blank);
            }
        }
        return blanks;
    }

    private static Verification verification(
            Channel channel, Purpose purpose, Client client, Language language, Duration left) {
        return new Verification(
                channel,
                purpose,
                language,
                client,
                "digest",
                new byte[0],
                Optional.empty(),
                new byte[0],
                1,
                SendState.SENDING,
                NOON,
                NOON.plus(left),
                0,
                5,
                Allowance.STRANGER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new byte[0],
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                NOON.plus(left));
    }
}

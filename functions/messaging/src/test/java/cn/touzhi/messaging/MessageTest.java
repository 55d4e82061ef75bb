package cn.touzhi.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A message")
class MessageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "li@example.cn\r\nBcc: all@example.cn",
                "li@example.cn\n",
                "li@example.cn\u0000",
                "li@example.cn,wang@example.cn",
                "li@example.cn;wang@example.cn",
                "Li <li@example.cn>",
                "li@example.cn wang@example.cn",
                "li@example.cn\u2028",
                "\"li x\"@example.cn",
                "li@a@example.cn",
                "li(x)@example.cn",
                "example.cn",
                "@example.cn",
                "li@",
                "",
            })
    @DisplayName("goes to one bare e-mail address, which can't bring along a header or a second one")
    void addresses(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailMessage(address, "s", "t", "h", Locale.ENGLISH))
                .withMessage("not a bare e-mail address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: all@example.cn", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", " ", ""})
    @DisplayName("has a subject of one line")
    void subjects(String subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailMessage("li@example.cn", subject, "t", "h", Locale.ENGLISH))
                .withMessage("not a subject of one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "+8613800138000\r\n", "+86 138", "+0138", "+", "", "+86138001380001234"})
    @DisplayName("goes to one number in E.164 form")
    void numbers(String number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SmsMessage(number, "t"));
    }

    @Test
    @DisplayName("says nothing of itself to a log")
    void silent() {
        assertThat(new SmsMessage("+8613800138000", "000417").toString()).isEqualTo("SmsMessage[6 characters]");
        assertThat(new EmailMessage("li@example.cn", "subject", "000417", "000417", Locale.ENGLISH).toString())
                .isEqualTo("EmailMessage[en, 6 characters]");
    }
}

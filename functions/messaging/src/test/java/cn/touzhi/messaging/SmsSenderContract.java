package cn.touzhi.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link SmsSender} promises. */
public abstract class SmsSenderContract extends SenderContract {
    private static final SmsMessage MESSAGE =
            new SmsMessage("+8613800138000", "【头职】000417 是登录验证码\n@touzhi.example #000417");

    protected abstract SmsSender sender();

    /** Number and text as they arrived at the provider. */
    protected abstract SmsMessage received();

    @Override
    Outcome send() {
        return sender().send(MESSAGE);
    }

    @Test
    @DisplayName("arrives with its number and its text, line break and Chinese included")
    void arrives() {
        providerAccepts("5f3a");

        sender().send(MESSAGE);

        assertThat(received().to()).isEqualTo(MESSAGE.to());
        assertThat(received().text()).isEqualTo(MESSAGE.text());
    }
}

package cn.touzhi.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link EmailSender} promises. */
public abstract class EmailSenderContract extends SenderContract {
    private static final EmailMessage MESSAGE = new EmailMessage(
            "li@example.cn", "头职验证码", "验证码 000417\n", "<!doctype html><p>验证码 000417", Locale.SIMPLIFIED_CHINESE);

    protected abstract EmailSender sender();

    /** The message as it arrived at the provider. */
    protected abstract EmailMessage received();

    /** A header as it arrived at the provider. */
    protected abstract String receivedHeader(String name);

    @Override
    Outcome send() {
        return sender().send(MESSAGE);
    }

    @Test
    @DisplayName("arrives with address, subject, both texts and language")
    void arrives() {
        providerAccepts("5f3a");

        sender().send(MESSAGE);

        assertThat(received()).isEqualTo(MESSAGE);
    }

    @Test
    @DisplayName("tells other machines that a machine wrote it")
    void automatic() {
        providerAccepts("5f3a");

        sender().send(MESSAGE);

        assertThat(receivedHeader("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(receivedHeader("X-Auto-Response-Suppress")).isEqualTo("All");
    }
}

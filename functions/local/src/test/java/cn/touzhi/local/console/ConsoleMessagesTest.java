package cn.touzhi.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What reaches the phone and the mailbox. */
@DisplayName("The console shows messages")
@ResourceLock(ConsoleInBrowser.LOCK)
class ConsoleMessagesTest {
    @RegisterExtension
    static final ConsoleInBrowser console = new ConsoleInBrowser();

    @Test
    @DisplayName("An SMS appears on the phone by itself, its last line and its length told apart from its text")
    void showsSms() {
        console.show("");
        assertThat(console.page().getByText("No SMS yet")).isVisible();

        console.cloud().receive(Messages.sms("m1", "048213"));

        Locator sms = console.page().locator(".sms");
        assertThat(sms).containsText("【头职】048213 是您的验证码");
        assertThat(sms.locator(".last-line code")).hasText("@touzhi.cn #048213");
        assertThat(sms).containsText("+8613800138000");
        assertThat(sms).containsText("46 of 70 characters");
        assertThat(console.page().getByText("No SMS yet")).isHidden();
    }

    @Test
    @DisplayName("The newest of many SMS is in sight, and older ones are neither drawn again nor moved")
    void keepsNewestInSight() {
        for (int i = 0; i < 12; i++) {
            console.cloud().receive(Messages.sms("m" + i, "11111" + i % 10));
        }
        console.show("");
        assertThat(console.page().locator(".sms")).hasCount(12);
        console.page().locator(".sms").first().evaluate("element => element.dataset.mark = 'same'");

        console.cloud().receive(Messages.sms("newest", "999999"));

        assertThat(console.page().locator(".sms").last()).containsText("999999");
        assertThat(console.page().locator(".sms").last()).isInViewport();
        assertThat(console.page().locator(".sms").first()).hasAttribute("data-mark", "same");
    }

    @Test
    @DisplayName("The phone can be that of one number")
    void showsOneNumber() {
        console.cloud().receive(Messages.sms("m1", "111111"));
        console.cloud().receive(Messages.smsTo("+8613912345678", "m2", "222222"));
        console.show("");

        console.page().getByLabel("Whose phone").selectOption("+8613912345678");

        assertThat(console.page().locator(".sms")).hasCount(1);
        assertThat(console.page().locator(".sms")).containsText("222222");
    }

    @Test
    @DisplayName("An e-mail shows sender, text, HTML and headers")
    void showsMail() {
        console.cloud().receive(Messages.mail("<p style=\"color:red\">Your code is <b>730155</b></p>"));
        console.show("");

        Locator mail = console.page().locator(".mail");
        assertThat(mail).containsText("Your Touzhi code");
        assertThat(mail).containsText("Touzhi <no-reply@touzhi.cn>");
        assertThat(mail.frameLocator("iframe").locator("p")).hasText("Your code is 730155");
        assertThat(mail.frameLocator("iframe").locator("p")).hasCSS("color", "rgb(255, 0, 0)");
        console.click("Text");
        assertThat(mail.locator("pre")).hasText("Your code is 730155.");
        console.click("Headers");
        assertThat(mail.locator("pre")).containsText("Message-ID: <m2@touzhi.cn>");
    }

    @Test
    @DisplayName("The HTML of an e-mail runs no script and loads nothing")
    void sandboxesMail() {
        console.cloud()
                .receive(Messages.mail(
                        "<p>Hello</p><img src='/v1/tracked' onerror='parent.hurt = 1'><script>parent.hurt = 1</script>"
                                + "<img src='https://elsewhere.example/pixel'>"));
        console.show("");

        assertThat(console.page().locator("iframe.mail-frame")).hasAttribute("sandbox", "");
        assertThat(console.page().frameLocator("iframe.mail-frame").locator("p"))
                .hasText("Hello");
        assertThat(console.page().evaluate("window.hurt")).isNull();
        assertThat(console.cloud().sent()).noneMatch(sent -> sent.request().contains("tracked"));
        // that the browser refused both is what it complains of, and what is wanted
        assertThat(console.complaints())
                .isNotEmpty()
                .allMatch(complaint -> complaint.matches("(?s).*(Content Security Policy|sandboxed).*"));
        console.complaints().clear();
        console.foreign().removeIf(url -> url.startsWith("https://elsewhere.example"));
    }

    @Test
    @DisplayName("Markup in a message stays text")
    void showsMarkupAsText() {
        console.cloud().receive(Messages.sms("m1", "<img src=x onerror=hurt=1><b>bold</b>"));
        console.show("");

        assertThat(console.page().locator(".bubble")).containsText("<img src=x onerror=hurt=1><b>bold</b>");
        assertThat(console.page().locator(".bubble img, .bubble b")).hasCount(0);
    }
}

package cn.touzhi.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a whole. */
@DisplayName("The console")
@ResourceLock(ConsoleInBrowser.LOCK)
class ConsoleTest {
    @RegisterExtension
    static final ConsoleInBrowser console = new ConsoleInBrowser();

    @Test
    @DisplayName("A local cloud that is gone, or not ready yet, is told of, and its return too")
    void tellsState() {
        console.show("");
        assertThat(console.page().locator("#state")).hasText("ready");

        console.cloud().lay("GET /_local/messages", 503, "{}");
        assertThat(console.page().locator("#state")).hasText("starting");
        console.cloud().lay("GET /_local/messages", 200, "[]");
        assertThat(console.page().locator("#state")).hasText("ready");
        console.cloud().close();
        assertThat(console.page().locator("#state")).hasText("not running");
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    @DisplayName("Nothing sticks out at any width, every control has a name, and all text stands out from its ground")
    void isAccessible(int width, String scheme) {
        console.cloud().receive(Messages.sms("m1", "048213"));
        console.cloud().receive(Messages.mail("<p>Hello</p>"));
        console.cloud().lay("GET /_local/invocations", 200, StubCloud.recorded("invocations.json"));
        console.cloud().lay("GET /_local/logs", 200, StubCloud.recorded("logs.json"));
        console.page().setViewportSize(width, 844);
        console.page()
                .emulateMedia(new Page.EmulateMediaOptions()
                        .setColorScheme(ColorScheme.valueOf(scheme.toUpperCase(Locale.ROOT))));

        for (String view : List.of("#messages", "#register", "#hire", "#seek", "#call", "#functions", "#cloud")) {
            console.show(view);
            assertThat(console.page().locator(".sms").last()).isAttached();
            assertThat(console.page()
                            .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("pixels that stick out of %s", view)
                    .isEqualTo(0);
            assertThat(console.page().evaluate(StubCloud.recorded("unnamed-controls.js")))
                    .as("controls without a name in %s", view)
                    .isEqualTo(List.of());
            assertThat(console.page().evaluate(StubCloud.recorded("faint-texts.js")))
                    .as("texts below 4.5 to 1 in %s", view)
                    .isEqualTo(List.of());
        }
    }

    @Test
    @DisplayName("All can be done by keyboard, from the link past the navigation on")
    void worksByKeyboard() {
        StubRegistration.layInto(console.cloud());
        console.show("");

        console.page().keyboard().press("Tab");
        assertThat(console.page().getByText("Skip to the content")).isFocused();
        console.page().keyboard().press("Enter");
        assertThat(console.page().locator("main")).isFocused();
        console.page().keyboard().press("Tab");
        assertThat(console.page().getByLabel("SMS", ConsoleInBrowser.exactly())).isFocused();
        console.page().keyboard().press("Tab");
        assertThat(console.page().getByLabel("Phone number")).isFocused();
        console.page().keyboard().press("Enter");
        assertThat(console.page().locator("#ask-exchange")).containsText("202 Accepted");
    }
}

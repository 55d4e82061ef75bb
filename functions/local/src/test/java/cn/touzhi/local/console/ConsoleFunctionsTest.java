package cn.touzhi.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Routes called by hand, and the functions behind them. */
@DisplayName("The console shows functions")
@ResourceLock(ConsoleInBrowser.LOCK)
class ConsoleFunctionsTest {
    @RegisterExtension
    static final ConsoleInBrowser console = new ConsoleInBrowser();

    @Test
    @DisplayName("Every route of the template can be called, and those that need a token say so")
    void callsAnyRoute() {
        console.cloud()
                .lay(
                        "DELETE /v1/sessions/a%2Fb",
                        404, "{\"type\":\"/problems/no-such-thing\",\"title\":\"No such thing\"}");
        console.show("#call");

        assertThat(console.page().locator(".route")).hasCount(13);
        assertThat(console.page().locator(".route", new Page.LocatorOptions().setHasText("token")))
                .hasCount(2);
        console.page().getByLabel("Find").fill("delete");
        console.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName("DELETE /v1/sessions/{id} token")
                                .setExact(true))
                .click();
        console.page().getByLabel("id", ConsoleInBrowser.exactly()).fill("a/b");
        console.page().getByLabel("Query").fill("why=test");
        console.page().getByLabel("Headers, one a line").fill("x-trace: one: two");
        console.click("Send");

        assertThat(console.page().locator("#caller-exchange")).containsText("No such thing");
        assertThat(console.cloud().sent("DELETE /v1/sessions/a%2Fb").header("x-trace"))
                .hasValue("one: two");
        assertThat(console.cloud().sent("DELETE /v1/sessions/a%2Fb").header("authorization"))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "Functions tell runs, cold starts, latencies and failures; an invocation its calls with units and outcome; the log its lines")
    void showsFunctions() {
        console.cloud().lay("GET /_local/invocations", 200, StubCloud.recorded("invocations.json"));
        console.cloud().lay("GET /_local/logs", 200, StubCloud.recorded("logs.json"));
        console.show("#functions");

        assertThat(console.page().locator("#summary tr").nth(0))
                .hasText(Pattern.compile("RegistrationFunction\\s*2\\s*1\\s*24 ms\\s*10.0 s\\s*1"));
        assertThat(console.page().locator("#summary tr").nth(1))
                .hasText(Pattern.compile("IssuerFunction\\s*0\\s*0\\s*–\\s*–\\s*0"));
        Locator newest = console.page().locator(".invocation").first();
        assertThat(newest).containsText("cold start");
        assertThat(newest).containsText("from SendingQueue");
        assertThat(newest).containsText("4 calls, 2 write units");
        assertThat(console.page().locator(".invocation").nth(1)).not().containsText("cold start");
        assertThat(console.page().locator(".invocation").last()).containsText("timeout");
        newest.locator("summary").click();
        assertThat(newest).containsText("its process took 1.39 s to start");
        assertThat(newest.locator("tbody tr").nth(0))
                .hasText(Pattern.compile("dynamodb\\s*UpdateItem\\s*9 ms\\s*–\\s*1\\s*ok"));
        assertThat(newest.locator("tbody tr").nth(1)).containsText("ThrottledException");
        assertThat(console.page().locator("#logs li")).hasCount(2);
        console.page().getByLabel("Invocations and log of").selectOption("RelayFunction");
        assertThat(console.page().locator(".invocation")).hasCount(1);
    }

    @Test
    @DisplayName("An invocation that somebody looks at stays open while new ones arrive")
    void keepsInvocationsOpen() {
        console.cloud().lay("GET /_local/invocations", 200, StubCloud.recorded("invocations.json"));
        console.show("#functions");
        console.page().locator(".invocation").first().locator("summary").click();

        String newer = StubCloud.recorded("invocations.json").replaceFirst("\\[", """
                [{"id": "new", "function": "IssuerFunction", "source": "IssuerApi", "cold": true, "startedAt": "2026-11-23T12:09:00Z",
                  "millis": 800, "outcome": "ok", "calls": []},""");
        console.cloud().lay("GET /_local/invocations", 200, newer);

        assertThat(console.page().locator(".invocation")).hasCount(5);
        assertThat(console.page().locator(".invocation").first()).containsText("IssuerFunction");
        assertThat(console.page().locator(".invocation").nth(1)).hasAttribute("open", "");
    }
}

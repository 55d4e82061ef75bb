package cn.touzhi.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Registration by hand, step by step. */
@DisplayName("The console registers")
@ResourceLock(ConsoleInBrowser.LOCK)
class ConsoleRegistrationTest {
    @RegisterExtension
    static final ConsoleInBrowser console = new ConsoleInBrowser();

    @Test
    @DisplayName("A person registers by hand: code, proof, account, who am I, refresh, sign out")
    void registersByHand() {
        StubRegistration.layInto(console.cloud());
        console.show("#register");

        console.click("Send code");
        assertThat(console.page().locator("#ask-exchange")).containsText("202 Accepted");
        console.cloud().receive(Messages.sms("m1", "048213"));
        console.click("Copy 048213");
        assertThat(console.page().getByLabel("Code", ConsoleInBrowser.exactly()))
                .hasValue("048213");
        assertThat(console.page().evaluate("navigator.clipboard.readText()")).isEqualTo("048213");
        console.click("Try code");
        assertThat(console.page().locator("#try-exchange")).containsText("\"proof\": \"p-1\"");
        console.page().getByLabel("Birth date").fill("1996-02-29");
        console.page().getByLabel("I accept").check();
        console.click("Register");
        assertThat(console.page().locator("#session-facts")).containsText("S7subject");
        console.click("Who am I");
        assertThat(console.page().locator("#session-exchange")).containsText("+86138****8000");
        console.click("Refresh");
        assertThat(console.page().locator("#session-exchange")).containsText("r-2");
        console.click("Sign out");
        assertThat(console.page().locator("#session-exchange")).containsText("204");

        assertThat(console.cloud().requests())
                .containsExactly(
                        "POST /v1/verifications",
                        "GET /v1/policies/current",
                        "POST /v1/verifications/v7/attempts",
                        "POST /v1/accounts",
                        "GET /v1/accounts/me",
                        "POST /v1/sessions/refresh",
                        "DELETE /v1/sessions/s1");
        assertThat(console.cloud()
                        .sent("POST /v1/verifications")
                        .header("idempotency-key")
                        .orElseThrow())
                .matches("[!-~]{16,255}");
        assertThat(console.cloud().sent("POST /v1/verifications").body().toString())
                .isEqualTo(
                        "{\"channel\":\"sms\",\"address\":\"138 0013 8000\",\"purpose\":\"enter\",\"locale\":\"zh-CN\",\"client\":\"ios\"}");
        assertThat(console.cloud()
                        .sent("POST /v1/verifications/v7/attempts")
                        .body()
                        .toString())
                .isEqualTo("{\"code\":\"048213\"}");
        String secret = console.cloud()
                .sent("POST /v1/accounts")
                .body()
                .path("deviceSecret")
                .asText();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(console.cloud().sent("POST /v1/accounts").body().toString())
                .isEqualTo(
                        "{\"proof\":\"p-1\",\"deviceSecret\":\"" + secret
                                + "\",\"birthDate\":\"1996-02-29\",\"acceptedPolicy\":4,\"locale\":\"zh-CN\",\"source\":\"app\"}");
        assertThat(console.cloud().sent("GET /v1/accounts/me").header("authorization"))
                .hasValue("Bearer a-1");
        assertThat(console.cloud().sent("POST /v1/sessions/refresh").body().toString())
                .isEqualTo("{\"refreshToken\":\"r-1\",\"deviceSecret\":\"" + secret + "\"}");
        assertThat(console.cloud().sent("DELETE /v1/sessions/s1").header("authorization"))
                .hasValue("Bearer a-2");
    }

    @Test
    @DisplayName("Whoever has an account signs in with an e-mail address; a web client's body brings no secret")
    void signsInAsWebClient() {
        StubRegistration.layInto(console.cloud());
        console.cloud()
                .lay(
                        "POST /v1/sessions",
                        404,
                        "{\"type\":\"/problems/no-account\",\"title\":\"No account\",\"status\":404}");
        console.show("#register");

        console.page().getByLabel("E-mail", ConsoleInBrowser.exactly()).check();
        console.page().getByLabel("E-mail address").fill("li.na@example.com");
        console.page().getByText("Purpose, client, Idempotency-Key").click();
        console.page().getByLabel("Client").selectOption("web");
        console.click("Send code");
        console.page().getByLabel("Code", ConsoleInBrowser.exactly()).fill("730155");
        console.click("Try code");
        console.click("Sign in");

        assertThat(console.page().locator("#enter-exchange .problem")).containsText("No account");
        assertThat(console.page().locator("#enter-exchange .problem")).containsText("/problems/no-account");
        assertThat(console.cloud()
                        .sent("POST /v1/verifications")
                        .body()
                        .path("channel")
                        .asText())
                .isEqualTo("email");
        assertThat(console.cloud().sent("POST /v1/sessions").body().toString())
                .isEqualTo("{\"proof\":\"p-1\",\"deviceName\":\"Console\"}");
    }

    @Test
    @DisplayName("A refusal is told in words and shown raw, and the next step stays closed")
    void showsProblems() {
        StubRegistration.layInto(console.cloud());
        console.cloud().lay("POST /v1/verifications/v7/attempts", 422, """
                {"type": "/problems/wrong-code", "title": "Wrong code", "status": 422, "detail": "4 guesses are left.", "remaining": 4,
                 "errors": [{"pointer": "/code", "detail": "is not it"}]}""");
        console.show("#register");

        console.click("Send code");
        console.page().getByLabel("Code", ConsoleInBrowser.exactly()).fill("000000");
        console.click("Try code");

        Locator exchange = console.page().locator("#try-exchange");
        assertThat(exchange.getByRole(AriaRole.ALERT)).containsText("Wrong code");
        assertThat(exchange.getByRole(AriaRole.ALERT)).containsText("/code is not it");
        assertThat(exchange).containsText("POST " + console.cloud().uri() + "/v1/verifications/v7/attempts");
        assertThat(exchange).containsText("content-type: application/problem+json");
        assertThat(exchange).containsText("\"remaining\": 4");
        assertThat(console.page()
                        .getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Register").setExact(true)))
                .isDisabled();
    }

    @Test
    @DisplayName("Another code is asked for under a key of its own; the same key can be kept to repeat a request")
    void keepsKeys() {
        StubRegistration.layInto(console.cloud());
        console.cloud().lay("POST /v1/verifications/v7/sends", 202, StubRegistration.verification(2));
        console.show("#register");

        console.page().getByText("Purpose, client, Idempotency-Key").click();
        console.page().getByLabel("keep it for the next request").check();
        console.click("Send code");
        assertThat(console.page().locator("#ask-note")).containsText("Message 1");
        console.click("Send code");
        console.click("Send another code");
        assertThat(console.page().locator("#ask-note")).containsText("Message 2");

        List<String> keys = console.cloud().sent().stream()
                .filter(sent -> sent.request().startsWith("POST /v1/verifications"))
                .map(sent -> sent.header("idempotency-key").orElseThrow())
                .toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.get(0));
        assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
    }

    @Test
    @DisplayName(
            "On a narrow screen a number tells of new messages, and the code can be filled in without looking for it")
    void registersOnNarrowScreen() {
        StubRegistration.layInto(console.cloud());
        console.page().setViewportSize(390, 844);
        console.show("#register");
        assertThat(console.page().locator("#phone-screen")).isHidden();

        console.click("Send code");
        assertThat(console.page().locator("#ask-note")).containsText("Message 1");
        console.cloud().receive(Messages.sms("m1", "048213"));

        assertThat(console.page().locator("#unseen")).hasText("1");
        console.click("Fill in 048213");
        assertThat(console.page().getByLabel("Code", ConsoleInBrowser.exactly()))
                .hasValue("048213");
        console.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Messages"))
                .click();
        assertThat(console.page().locator(".sms")).isVisible();
        assertThat(console.page().locator("#unseen")).isHidden();
    }
}

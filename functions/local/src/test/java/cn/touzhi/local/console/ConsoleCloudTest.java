package cn.touzhi.local.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is stored, and what can be done to the local cloud. */
@DisplayName("The console shows stores, and turns the cloud's screws")
@ResourceLock(ConsoleInBrowser.LOCK)
class ConsoleCloudTest {
    private static final String SUBJECT = "l2wkd1v0ZjOK9VRxQ8TNEw";

    @RegisterExtension
    static final ConsoleInBrowser console = new ConsoleInBrowser();

    @Test
    @DisplayName("Items of a table open to what they hold, as text whatever it is; a stream can be replayed")
    void tables() {
        console.cloud()
                .lay(
                        "GET /_local/stores",
                        200,
                        "{\"store\":\"RegistrationTable\",\"kind\":\"item\",\"key\":\"ACCOUNT#a/ACCOUNT\","
                                + "\"value\":{\"state\":\"<b>active</b>\"}}\n");
        console.cloud().lay("POST /_local/replay", 200, "{\"table\":\"RegistrationTable\"}");
        console.show("#stores");

        Locator item = console.page().locator("#items > li");
        assertThat(item).hasCount(1);
        item.locator("summary").click();
        assertThat(item).containsText("<b>active</b>");
        console.page().locator("#of-table").selectOption("RegistrationTable");
        console.click("Replay its stream");
        assertThat(console.page().locator("#replay-note")).containsText("goes to its functions again");
        assertThat(console.cloud()
                        .sent("POST /_local/replay")
                        .body()
                        .path("table")
                        .asText())
                .isEqualTo("RegistrationTable");
    }

    @Test
    @DisplayName("Queues tell how much waits and how much died; what died goes back, and what refuses says why")
    void queues() {
        console.cloud()
                .lay(
                        "GET /_local/template",
                        200,
                        StubCloud.recorded("template.json")
                                .replaceAll(
                                        "(\"logicalId\" *: *\"SendingDeadLetters\"[^}]*\"messages\" *: *)0", "$12"));
        console.cloud().lay("POST /_local/redrive", 404, "{\"detail\":\"The template has no such queue.\"}");
        console.show("#stores");

        Locator queue = console.page().locator("#queues > li").first();
        assertThat(queue).containsText("SendingQueue");
        assertThat(queue).containsText("2 dead");
        console.click("Redrive SendingDeadLetters");
        assertThat(queue).containsText("The template has no such queue.");
        console.cloud().lay("POST /_local/redrive", 200, "{\"moved\":2}");
        console.click("Redrive SendingDeadLetters");
        assertThat(queue).containsText("2 went back to SendingQueue.");
    }

    @Test
    @DisplayName("The clock moves on, faults are set beside those that are set already, and healed")
    void clockAndFaults() {
        console.cloud().lay("POST /_local/clock", 200, "{\"now\":\"2026-11-29T12:00:00Z\"}");
        console.cloud().lay("GET /_local/faults", 200, "[{\"function\":\"RelayFunction\",\"effect\":\"throttle\"}]");
        console.cloud().lay("PUT /_local/faults", 200, "[{},{}]");
        console.cloud().lay("DELETE /_local/faults", 204, "");
        console.show("#cloud");

        console.click("3 days on");
        assertThat(console.page().locator("#clock-note")).containsText("P3D later");
        assertThat(console.page().locator("#faults > li")).containsText("throttle RelayFunction");
        console.page().getByLabel("Function", ConsoleInBrowser.exactly()).fill("SendingFunction");
        console.page().getByLabel("Times").fill("2");
        console.click("Let it fail");
        assertThat(console.page().locator("#fail-note")).containsText("2 set");
        assertThat(console.cloud().sent("PUT /_local/faults").body().toString())
                .isEqualTo("[{\"function\":\"RelayFunction\",\"effect\":\"throttle\"},"
                        + "{\"function\":\"SendingFunction\",\"effect\":\"refuse\",\"times\":2}]");
        console.click("Heal everything");
        assertThat(console.page().locator("#fail-note")).containsText("Nothing fails any more");
    }

    @Test
    @DisplayName(
            "An erasure shows, room by room, what went, what stays and until when, and what still names the person")
    void erasure() {
        console.cloud().lay("POST /_local/erasure", 200, "{\"order\":\"bY5zF3qLx8GmJd0aRvHc2Q\"}");
        console.cloud()
                .lay(
                        "GET /_local/stores",
                        200,
                        ("{'store':'RegistrationTable','kind':'item','key':'FENCE#" + SUBJECT
                                        + "/FENCE','value':{'pages':2,'erased':{'Session':3},'finishedAt':1795435200,"
                                        + "'kept':[{'kind':'AddressSendsItem','basis':'5.2','until':1795438800}]}}\n"
                                        + "{'store':'RegistrationTable','kind':'item','key':'ACCOUNT#" + SUBJECT
                                        + "/ACCOUNT','value':{}}\n")
                                .replace('\'', '"'));
        console.show("#cloud");

        console.page().getByLabel("Id of the account").fill(SUBJECT);
        console.click("Order erasure");

        assertThat(console.page().locator("#erase-note")).containsText("bY5zF3qLx8GmJd0aRvHc2Q");
        Locator room = console.page().locator("#erasure > li");
        assertThat(room).containsText("RegistrationTable reported");
        assertThat(room).containsText("Session: 3 erased");
        assertThat(room).containsText("AddressSendsItem kept under 5.2 until");
        assertThat(room).containsText("1 other items name the subject");
    }
}

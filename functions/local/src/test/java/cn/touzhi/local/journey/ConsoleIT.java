package cn.touzhi.local.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.console.HeadlessBrowser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Registration as a newcomer does it: in a browser, by hand. */
@ExtendWith(RunningCloud.class)
@DisplayName("In the console")
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static HeadlessBrowser browser;

    private final World world;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext context;
    private Page page;

    ConsoleIT(World world) {
        this.world = world;
    }

    @BeforeAll
    static void startBrowser() {
        browser = HeadlessBrowser.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    @AfterAll
    static void stopBrowser() {
        // absent where no browser is installed
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        context = browser.browser().newContext();
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.onPageError(complaints::add);
        page.navigate(world.base().toString());
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    @Test
    @DisplayName("a person registers with a phone number, looks at the account, refreshes and signs out")
    void registersByPhone() {
        String number = world.aVisitorWithPhone().address();
        page.getByLabel("Phone number").fill(number);
        proveAddress(number);
        register();

        click("Who am I");
        answered("#session-exchange", number.substring(0, 6) + "****" + number.substring(number.length() - 4));
        click("Refresh");
        answered("#session-exchange", "\"refreshToken\"");
        click("Sign out");
        answered("#session-exchange", "204");
        click("Who am I");
        answered("#session-exchange .problem", "session-ended");
    }

    @Test
    @DisplayName("a person registers with an e-mail address, and comes back by it")
    void registersByMail() {
        String address = world.aVisitorWithEmail().address();
        page.getByLabel("E-mail", exactly()).check();
        page.getByLabel("E-mail address").fill(address);
        proveAddress(address);
        Locator mail = page.locator(".mail", new Page.LocatorOptions().setHasText(address));
        assertThat(mail.frameLocator("iframe").locator("body")).containsText("头职");
        register();

        proveAddress(address);
        click("Sign in");

        answered("#enter-exchange", "POST/v1/sessions201");
    }

    @Test
    @DisplayName("a person who mistypes the code is told so, and what ran for it can be seen")
    void showsWhatRan() {
        String number = world.aVisitorWithPhone().address();
        page.getByLabel("Phone number").fill(number);
        click("Send code");
        page.locator("#fill").click();
        String code = page.getByLabel("Code", exactly()).inputValue();

        page.getByLabel("Code", exactly()).fill(code.equals("000000") ? "111111" : "000000");
        click("Try code");

        answered("#try-exchange .problem", "/problems/wrong-code");
        follow("Functions");
        for (String function : List.of("RegistrationFunction", "RelayFunction", "SendingFunction")) {
            assertThat(page.locator(".invocation", new Page.LocatorOptions().setHasText(function))
                            .first())
                    .containsText("ok");
        }
        Locator written = page.locator(".invocation", new Page.LocatorOptions().setHasText("write units"))
                .first();
        written.locator("summary").click();
        assertThat(written.locator("tbody")).containsText("dynamodb");
    }

    @Test
    @DisplayName("a person consents to one purpose and withdraws it, and sees what holds")
    void consents() {
        String number = world.aVisitorWithPhone().address();
        page.getByLabel("Phone number").fill(number);
        proveAddress(number);
        register();
        click("Show consents");
        Locator health = page.locator("#consent-list li", new Page.LocatorOptions().setHasText("resume-health"))
                .getByRole(AriaRole.CHECKBOX);
        assertThat(health).not().isChecked();

        health.check();
        answered("#consents-exchange", "PUT/v1/consents/resume-health200");
        click("Show consents");
        assertThat(health).isChecked();
        health.uncheck();
        answered("#consents-exchange", "DELETE/v1/consents/resume-health200");

        click("Sign out");
        answered("#session-exchange", "204");
    }

    @Test
    @DisplayName(
            "a person founds an employer and posts a job, applies to it with a resume and a file, and accepts the interview")
    void applies() {
        String number = world.aVisitorWithPhone().address();
        page.getByLabel("Phone number").fill(number);
        proveAddress(number);
        register();
        follow("Hire");
        click("Become staff");
        answered("#verify-exchange", "grant-staff");
        follow("Register");
        proveAddress(number);
        click("Sign in");
        answered("#enter-exchange", "POST/v1/sessions201");
        follow("Hire");
        click("Register employer");
        answered("#found-exchange", "201");
        click("Verify it, as staff");
        answered("#verify-exchange", "PUT/v1/employers/");
        answered("#verify-exchange", "\"verified\"");
        String word = "k" + number.substring(number.length() - 8);
        page.getByLabel("Title").fill("后端开发工程师 " + word);
        click("Post and open");
        answered("#post-exchange", "\"open\"");

        follow("Seek");
        click("Write resume");
        answered("#write-exchange", "POST/v1/resumes201");
        adds("certificate.pdf", Attaching.PDF, Attaching.pdf("(certificate)"));
        answered("#attach-note", "It is clean.");
        answered("#attach-exchange", "PATCH/v1/resumes/");
        page.getByLabel("Words").fill(word);
        click("Search jobs");
        click("Apply");
        answered("#jobs-exchange", "/applications201");
        follow("Hire");
        click("Show received applications");
        click("Look");
        answered("#received-exchange", "李小明");
        assertThat(page.waitForDownload(() -> click("Read file")).suggestedFilename())
                .isEqualTo("certificate.pdf");
        click("Propose interview");
        answered("#received-exchange", "interview-proposed");
        follow("Seek");
        click("Show my applications");
        click("Accept interview");

        answered("#own-exchange", "interview-confirmed");
        click("Who has my data");
        answered("#own-exchange", "\"looks\": 1");
    }

    @Test
    @DisplayName("a person is told why a file that is something else than it says isn't taken")
    void refusesFile() {
        String number = world.aVisitorWithPhone().address();
        page.getByLabel("Phone number").fill(number);
        proveAddress(number);
        register();
        follow("Seek");
        click("Write resume");
        answered("#write-exchange", "POST/v1/resumes201");

        adds("photo.png", "image/png", Attaching.pdf("(no picture)"));

        answered("#attach-note", "It is refused: type-mismatch.");
        assertThat(page.locator("#attached li")).hasCount(0);
    }

    @Test
    @DisplayName("somebody is erased, and what is stored can be looked at before and after")
    void erases() {
        String subject = world.aVisitorWithPhone().registers().account();
        follow("Stores");
        page.locator("#of-table").selectOption("RegistrationTable");
        page.getByLabel("Key holds").fill(subject);
        assertThat(page.locator("#items")).containsText("SESSION#");

        follow("Cloud");
        page.getByLabel("Id of the account").fill(subject);
        click("Order erasure");

        Locator room = page.locator("#erasure > li", new Page.LocatorOptions().setHasText("RegistrationTable"));
        assertThat(room).containsText("RegistrationTable reported");
        assertThat(room).containsText("Session: 1 erased");
        follow("Stores");
        assertThat(page.locator("#items")).containsText("FENCE#" + subject);
        assertThat(page.locator("#items")).not().containsText("SESSION#");
    }

    private void proveAddress(String address) {
        click("Send code");
        answered("#ask-exchange", "202");
        page.locator("#fill").click();
        assertThat(page.locator("#messages")).containsText(address);
        click("Try code");
        answered("#try-exchange", "\"proof\"");
    }

    private void register() {
        page.getByLabel("Birth date").fill("1996-02-29");
        page.getByLabel("I accept").check();
        click("Register");
        answered("#enter-exchange", "POST/v1/accounts201");
    }

    private void adds(String name, String mediaType, byte[] content) {
        page.locator("#attach input[type=file]").setInputFiles(new FilePayload(name, mediaType, content));
        page.getByLabel("This app may read the file").check();
        click("Add file");
    }

    private void follow(String view) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view).setExact(true))
                .first()
                .click();
    }

    private void click(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private void answered(String where, String what) {
        assertThat(page.locator(where)).containsText(what);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}

package cn.touzhi.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The console before a stub of the local cloud, in a browser; a fresh page for each test. A test fails where the
 * browser complains of anything, or where a request goes to another host.
 */
final class ConsoleInBrowser implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    /** What classes that use the browser hold: its driver takes one thread at a time. */
    static final String LOCK = "browser";

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();
    private HeadlessBrowser browser;
    private BrowserContext context;
    private StubCloud cloud;
    private Page page;

    @Override
    public void beforeAll(ExtensionContext test) {
        // one for all test classes, closed after the last of them
        browser = test.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(HeadlessBrowser.class, key -> HeadlessBrowser.start(), HeadlessBrowser.class);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        complaints.clear();
        foreign.clear();
        cloud = new StubCloud();
        context = browser.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(this::note);
        page.onRequest(request -> {
            if (!request.url().startsWith(cloud.uri() + "/") && !request.url().startsWith("about:")) {
                foreign.add(request.url());
            }
        });
    }

    @Override
    public void afterEach(ExtensionContext test) {
        context.close();
        cloud.close();
        assertThat(complaints).as("what the browser complained of").isEmpty();
        assertThat(foreign).as("requests to other hosts").isEmpty();
    }

    StubCloud cloud() {
        return cloud;
    }

    Page page() {
        return page;
    }

    /** What the browser complained of so far; a test that provokes complaints takes them out. */
    List<String> complaints() {
        return complaints;
    }

    /** Addresses at other hosts that the page asked for, likewise. */
    List<String> foreign() {
        return foreign;
    }

    /** @param view such as {@code #functions}, or nothing for the page as a newcomer opens it */
    void show(String view) {
        page.navigate(cloud.uri() + "/" + view);
    }

    /** Presses the button of exactly this name. */
    void click(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private void note(ConsoleMessage message) {
        // an API that refuses is for the page to show, and not a fault of the page
        if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
        }
    }
}

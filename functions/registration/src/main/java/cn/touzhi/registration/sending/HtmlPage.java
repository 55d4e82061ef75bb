package cn.touzhi.registration.sending;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The HTML of an e-mail: no pictures, no links, nothing that loads from elsewhere. */
final class HtmlPage {
    private final String template;

    /** @param resource beside this class */
    HtmlPage(String resource) {
        this.template = read(resource);
    }

    /** The page with each {@code {name}} replaced by its value, encoded for HTML. */
    String fill(Map<String, String> values) {
        String page = template;
        for (var value : values.entrySet()) {
            page = page.replace("{" + value.getKey() + "}", encoded(value.getValue()));
        }
        return page;
    }

    /** For element content and quoted attributes (OWASP, Cross Site Scripting Prevention, rules 1 and 2). */
    static String encoded(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String read(String resource) {
        try (InputStream page = HtmlPage.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

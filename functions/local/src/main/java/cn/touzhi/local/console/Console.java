package cn.touzhi.local.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page that a developer opens at {@code /}: the phone and the mailbox, the API by hand, the functions at work.
 *
 * <p>It is static. Whatever it shows it reads from {@code /_local/}, and it calls the API as any other client would. So
 * it knows nothing that a script could not know.
 */
public final class Console {
    /**
     * A file of the console as an HTTP answer.
     *
     * @param headers all that the answer needs but for its length
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Page(int status, Map<String, String> headers, byte[] body) {}

    private static final List<String> FILES = List.of(
            "index.html",
            "console.css",
            "console.js",
            "console/attach.js",
            "console/caller.js",
            "console/cloud.js",
            "console/consents.js",
            "console/controls.js",
            "console/dom.js",
            "console/exchange.js",
            "console/functions.js",
            "console/hire.js",
            "console/icon.svg",
            "console/invocation.js",
            "console/mailbox.js",
            "console/messages.js",
            "console/phone.js",
            "console/registration.js",
            "console/seek.js",
            "console/session.js",
            "console/steps.js",
            "console/stores.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /**
     * Scripts come from files only. Styles may stand inline, for the frame that shows an e-mail inherits this policy
     * (HTML, "policy container", srcdoc) and e-mails are styled inline; the page itself makes no markup from text. Files
     * are uploaded to where AWS is, which is another port of this machine.
     */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "connect-src 'self' http://127.0.0.1:*; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Page> pages = new LinkedHashMap<>();

    /** @throws UncheckedIOException where the console's files are not on the class path */
    public Console() {
        for (String file : FILES) {
            String path = file.equals("index.html") ? "/" : "/" + file;
            pages.put(path, new Page(200, headers(file), read(file)));
        }
    }

    /**
     * The console's file under a path: {@code /}, {@code /console.css}, {@code /console.js} or one below
     * {@code /console/}; empty for all that is not the console's.
     */
    public Optional<Page> page(String path) {
        return Optional.ofNullable(pages.get(path));
    }

    private static Map<String, String> headers(String file) {
        return Map.of(
                "content-type",
                TYPES.get(file.substring(file.lastIndexOf('.') + 1)),
                "cache-control",
                "no-store",
                "content-security-policy",
                POLICY,
                "cross-origin-resource-policy",
                "same-origin",
                "referrer-policy",
                "no-referrer",
                "x-content-type-options",
                "nosniff");
    }

    private static byte[] read(String file) {
        try (InputStream resource = Console.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IOException("The console's file %s is not on the class path.".formatted(file));
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

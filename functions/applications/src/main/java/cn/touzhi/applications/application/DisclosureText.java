package cn.touzhi.applications.application;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * What seekers are shown before they submit: who gets what of them, and what for (PIPL art. 23). The texts lie in {@code
 * disclosure_zh.properties} and {@code disclosure_en.properties}; the highest number is the current one.
 *
 * @param version its number
 */
record DisclosureText(int version, String chinese, String english) {
    private static final String PREFIX = "application.";

    /** The current one. */
    static DisclosureText current() {
        Properties chinese = load("disclosure_zh.properties");
        Properties english = load("disclosure_en.properties");
        int version = 1;
        while (chinese.containsKey(PREFIX + (version + 1))) {
            version++;
        }
        return new DisclosureText(version, textOf(chinese, version), textOf(english, version));
    }

    private static String textOf(Properties texts, int version) {
        return Optional.ofNullable(texts.getProperty(PREFIX + version))
                .orElseThrow(() -> new IllegalStateException("no text " + version));
    }

    private static Properties load(String resource) {
        try (Reader reader =
                new InputStreamReader(DisclosureText.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

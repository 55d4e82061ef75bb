package cn.touzhi.privacy.consent;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What people are shown before they consent, in Chinese and English: {@code consents_zh.properties} and {@code
 * consents_en.properties}, a line for each purpose and version of its text, {@code purpose.version}. A text that was shown
 * once never changes: a better one gets the next number.
 */
final class ConsentTexts {
    private final Map<ConsentPurpose, ConsentText> current;

    ConsentTexts() {
        Properties chinese = load("consents_zh.properties");
        Properties english = load("consents_en.properties");
        Map<ConsentPurpose, ConsentText> texts = new EnumMap<>(ConsentPurpose.class);
        for (ConsentPurpose purpose : ConsentPurpose.values()) {
            int version = newest(purpose, chinese);
            String name = nameOf(purpose, version);
            texts.put(purpose, new ConsentText(version, textOf(chinese, name), textOf(english, name)));
        }
        this.current = texts;
    }

    /** The text that whoever consents to {@code purpose} must have been shown. */
    ConsentText of(ConsentPurpose purpose) {
        return current.get(purpose);
    }

    private static int newest(ConsentPurpose purpose, Properties texts) {
        int version = 0;
        while (texts.containsKey(nameOf(purpose, version + 1))) {
            version++;
        }
        return version;
    }

    private static String nameOf(ConsentPurpose purpose, int version) {
        return purpose.text() + "." + version;
    }

    private static String textOf(Properties texts, String name) {
        return Optional.ofNullable(texts.getProperty(name))
                .orElseThrow(() -> new IllegalStateException("no text " + name));
    }

    private static Properties load(String resource) {
        try (Reader reader =
                new InputStreamReader(ConsentTexts.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package cn.touzhi.registration.sending;

import cn.touzhi.registration.Language;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The texts of one kind of message in one language, with their blanks filled in.
 *
 * @param blanks what stands for each {@code {name}}
 */
record Texts(ResourceBundle bundle, Map<String, String> blanks) {
    /** A missing language falls back to Chinese, the base bundle, and never to that of the machine. */
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** The texts in the bundle that has the name of {@code messages}. */
    static Texts of(Class<?> messages, Language language, Map<String, String> blanks) {
        Locale locale = Locale.forLanguageTag(language.text());
        return new Texts(ResourceBundle.getBundle(messages.getName(), locale, NO_FALLBACK), blanks);
    }

    /** One of them. */
    String get(String key) {
        String text = bundle.getString(key);
        for (var blank : blanks.entrySet()) {
            text = text.replace("{" + blank.getKey() + "}", blank.getValue());
        }
        return text;
    }
}

package cn.touzhi.applications.application;

import io.micronaut.serde.annotation.Serdeable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** How an application stands, in neutral words for people: {@code stages_zh.properties}, {@code stages_en.properties}. */
@Serdeable
record Stage(String chinese, String english) {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Map<State, Stage> ALL = read();

    static Stage of(State state) {
        return ALL.get(state);
    }

    private static Map<State, Stage> read() {
        ResourceBundle chinese = bundle(Locale.CHINESE);
        ResourceBundle english = bundle(Locale.ENGLISH);
        Map<State, Stage> all = new EnumMap<>(State.class);
        for (State state : State.values()) {
            all.put(state, new Stage(chinese.getString(state.text()), english.getString(state.text())));
        }
        return all;
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Stage.class.getPackageName() + ".stages", locale, NO_FALLBACK);
    }
}

package cn.touzhi.privacy.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where somebody consented, withdrew or accepted. */
enum ConsentSource {
    WEB,
    APP,
    MINI_PROGRAM,
    PUBLIC_ACCOUNT,
    /** They didn't say, which keeps nobody from withdrawing. */
    UNSPECIFIED;

    /** The name in JSON, in the table and in events. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The source with this {@link #text}, if there is one. */
    static Optional<ConsentSource> of(String text) {
        return Arrays.stream(values())
                .filter(source -> source.text().equals(text))
                .findFirst();
    }
}

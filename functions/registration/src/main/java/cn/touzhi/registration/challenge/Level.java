package cn.touzhi.registration.challenge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How hard a challenge is. */
public enum Level {
    /** Demanded where many ask from one network, or codes are mostly never used. */
    NORMAL,
    /** Demanded where an address has had its messages of the day. */
    HARDER;

    /** The name in JSON and in the challenge itself. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level with this {@link #text}; empty if there is none. */
    static Optional<Level> of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.text().equals(text))
                .findFirst();
    }
}

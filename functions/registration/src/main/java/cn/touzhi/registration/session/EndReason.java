package cn.touzhi.registration.session;

import java.util.Locale;

/** Why a session was ended before its time. */
public enum EndReason {
    /** Its owner signed out. */
    SIGNED_OUT,
    /** A refresh token was used that had been replaced already: one of its two holders is a thief. */
    TOKEN_REUSED,
    /** Its refresh token came with the secret of another device. */
    OTHER_DEVICE,
    /** Its browser signed in anew (ASVS 5, 7.2.4). */
    REPLACED,
    /** Another was opened, and it was the one of too many that was used longest ago. */
    TOO_MANY;

    /** The name in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The reason with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static EndReason of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

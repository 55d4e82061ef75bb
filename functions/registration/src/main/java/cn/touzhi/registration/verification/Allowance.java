package cn.touzhi.registration.verification;

import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.limit.Limits;
import java.util.Locale;

/** As what a message is counted: decides on where, how many there may be, and how often its code may be guessed at. */
public enum Allowance {
    /** Whoever asks, all together. */
    STRANGER,
    /** Whoever has solved the harder challenge, where the strangers' own is used up. */
    HARDER,
    /** Devices on which somebody has signed in with the address, all together. */
    KNOWN;

    /** The name in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The allowance with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Allowance of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The attribute with the messages that it counts: the harder one goes on where the strangers' own ends. */
    String list() {
        return switch (this) {
            case STRANGER, HARDER -> RegistrationTable.SENDS;
            case KNOWN -> RegistrationTable.KNOWN;
        };
    }

    /** How far it goes. */
    Limits.Share in(Limits.PerAddress limits) {
        return switch (this) {
            case STRANGER -> limits.strangers();
            case HARDER -> limits.harder();
            case KNOWN -> limits.known();
        };
    }
}

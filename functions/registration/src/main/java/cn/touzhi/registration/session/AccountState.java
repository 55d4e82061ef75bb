package cn.touzhi.registration.session;

import java.util.Locale;

/** Whether an account may be used, and by whom. */
public enum AccountState {
    /** Its owner may use it. */
    ACTIVE,
    /** Somebody reported that it is in wrong hands (policy 5.2 (5)): nobody may use it before that is settled. */
    FROZEN,
    /** It has no address left. Sessions that were open may add one, and do nothing else; after 30 days it is erased. */
    STRANDED,
    /** It was erased; nothing but its opaque id is left, so that nothing late brings it back. */
    ERASED;

    /** The name in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AccountState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

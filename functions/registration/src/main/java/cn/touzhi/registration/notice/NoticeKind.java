package cn.touzhi.registration.notice;

import java.util.Locale;

/** What someone is told of. */
public enum NoticeKind {
    /** Somebody signed in with another address of the account. */
    SESSION_OPENED,
    /** An address was added. */
    IDENTITY_ADDED,
    /** An address was removed. Told to the one that was removed, too: it can undo that. */
    IDENTITY_REMOVED,
    /** An address that had been removed is back. */
    IDENTITY_RESTORED,
    /** A number was given to a new holder, and belongs to the account no more. */
    IDENTITY_DETACHED,
    /** The account was frozen. */
    ACCOUNT_FROZEN,
    /** The account may be used again. */
    ACCOUNT_UNFROZEN;

    /** The name in the table and in the bundles of texts. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind with this {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NoticeKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

package cn.touzhi.registration.account;

import java.util.Locale;

/** What can happen to an address of an account. */
enum IdentityChange {
    /** It is the account's now. */
    ADDED,
    /** It isn't any more, which can be undone for a while. */
    REMOVED,
    /** Its removal was undone. */
    RESTORED,
    /** It was given to a new holder. */
    DETACHED;

    /** The name in events. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

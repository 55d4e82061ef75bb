package cn.touzhi.registration.staff;

import java.util.Locale;

/** Why an act is not done. */
enum Refusal {
    /** There is no such account, it was erased, or it waited for an address until its time was over. */
    NO_SUCH_ACCOUNT,
    /** Another act was done under the same request id. */
    REQUEST_USED,
    /** Only accounts that are in use get the scope, or are frozen. */
    ACCOUNT_NOT_ACTIVE,
    /** It has the scope already. */
    ALREADY_STAFF,
    /** It doesn't have the scope. */
    NOT_STAFF,
    /** It is not frozen. */
    NOT_FROZEN,
    /** It is neither frozen nor without an address: its owner is there to ask. */
    NOT_LOST,
    /** Its owner has some time yet in which to speak first. */
    TOO_EARLY,
    /** The address is another account's. */
    ADDRESS_IN_USE,
    /** Others were at the account each time it was tried. Trying again under the same request id is safe. */
    BUSY;

    /** The name in answers and in the log. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

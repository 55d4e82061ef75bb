package cn.touzhi.restore;

/** What was found, and what was done about it. */
enum Finding {
    /** An account was missing, and put back with its addresses. */
    ACCOUNT_RESTORED,
    /** An address of an account was missing, and put back. */
    ADDRESS_RESTORED,
    /** Something else was missing, and put back. */
    ITEM_RESTORED,
    /** Somebody has been erased since, and stays so. */
    ERASED_KEPT_OUT,
    /** Only a destroyed key, or the older table, told that somebody is erased; now the table does again. */
    FENCE_RESTORED,
    /** An address is somebody else's by now; it stays theirs. */
    ADDRESS_TAKEN,
    /** More addresses could be put back than are missing; which ones is for people to find out. */
    ADDRESSES_IN_DOUBT,
    /** Nothing of an account could be opened any more, so that it was left out. */
    KEY_MISSING,
    /** Parts of an account without the account itself; they were taken away. */
    ACCOUNT_MISSING,
    /** A guard whose account doesn't know of it; it was taken away. */
    GUARD_WITHOUT_DETAIL,
    /** An address that nothing kept from becoming somebody else's; it is guarded again. */
    DETAIL_WITHOUT_GUARD,
    /** Something was left under an erased account; it was taken away. */
    ERASED_WITH_REST,
    /** A session was of a generation that its account doesn't know yet; the account counts on beyond it. */
    GENERATION_BEHIND,
    /** An account counted other addresses than it has; it was counted anew. */
    ADDRESSES_MISCOUNTED,
    /** An account has no address left; it waits for one as any stranded account does. */
    STRANDED,
    /** Nothing would have looked at a stranded account at its end; now something does. */
    LAPSE_MISSING;

    /** Whether people have to look at the subjects of it. */
    boolean forPeople() {
        return switch (this) {
            case ADDRESSES_IN_DOUBT, KEY_MISSING, ACCOUNT_MISSING, GUARD_WITHOUT_DETAIL, STRANDED -> true;
            default -> false;
        };
    }
}

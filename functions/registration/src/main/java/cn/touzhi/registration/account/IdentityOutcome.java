package cn.touzhi.registration.account;

/** What came of changing the addresses of an account. */
sealed interface IdentityOutcome {
    /** It is as was asked for, now or before. */
    record Done() implements IdentityOutcome {}

    /** The caller's session is over, or the account may not be used. */
    record SessionOver() implements IdentityOutcome {}

    /** Forged, expired, used, for another purpose: a stranger can't tell which. */
    record ProofNotUsable() implements IdentityOutcome {}

    /** It takes a fresh proof of one of the account's addresses first. */
    record StepUpNeeded() implements IdentityOutcome {}

    /** The address that confirmed this, or that was removed, was too new for it. */
    record TooYoung() implements IdentityOutcome {}

    /** The address belongs to another account. */
    record InUse() implements IdentityOutcome {}

    /** The account has as many as it may have. */
    record TooMany() implements IdentityOutcome {}

    /** An account keeps one address at least. */
    record LastOne() implements IdentityOutcome {}

    /** The account has no such address. */
    record NoSuchIdentity() implements IdentityOutcome {}

    /** The address was removed from no account, or too long ago. */
    record NothingRemoved() implements IdentityOutcome {}

    /** Others were faster each time; nothing was done. */
    record Busy() implements IdentityOutcome {}
}

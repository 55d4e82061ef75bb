package cn.touzhi.registration.session;

import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.verification.Verification;
import cn.touzhi.registration.verification.VerificationUse;

/** What a proof opens the way to. */
public sealed interface Entrance {
    /** To the account whose address it is, as {@code identity} tells. */
    record Owned(Identity identity, Verification verification) implements Entrance {}

    /** To undoing that the address was removed from its account, or to a new one. */
    record Removed(Identity identity, Verification verification) implements Entrance {}

    /** To a new account: nobody has the address of {@code verification} yet. */
    record Free(Verification verification) implements Entrance {}

    /** To nothing more, but perhaps to the answer that was given when it was used. */
    record Used(VerificationUse.Standing.Used use) implements Entrance {}

    /** To nothing. */
    record Shut() implements Entrance {}
}

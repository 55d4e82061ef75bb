package cn.touzhi.registration.identity;

import java.time.Duration;

/**
 * What protects an account from whoever has one of its keys and not the others.
 *
 * @param youth for which a new address may neither remove others nor unfreeze, so that its owner can act first; 7 days
 * @param undo for which an address that was removed may freeze the account and undo the removal; 7 days
 * @param recycledAfter how long after a number was last proved it may be someone else's: carriers in China give a number
 *     out again from 90 days after it was cancelled
 * @param birthDateTries guesses at the birth date before only staff can help; 3
 * @param identities that one account has at most; 5
 * @param stranded for which an account without an address waits before it is erased; 30 days
 * @param staffAfter how long an account stays frozen before staff may decide, so that its owner can speak first; 24 hours
 * @param fresh how long a step-up holds; 10 minutes
 */
public record AccountTerms(
        Duration youth,
        Duration undo,
        Duration recycledAfter,
        int birthDateTries,
        int identities,
        Duration stranded,
        Duration staffAfter,
        Duration fresh) {}

package cn.touzhi.registration.staff;

import java.time.Duration;

/**
 * What binds staff too.
 *
 * @param decidesAfter how long an account stays frozen before staff may decide, so that its owner can speak first;
 *     24 hours
 * @param youth for which a new address may neither remove others nor unfreeze; 7 days
 * @param stranded for which an account without an address waits before it is erased; 30 days
 */
record StaffTerms(Duration decidesAfter, Duration youth, Duration stranded) {}

package cn.touzhi.registration.verification;

import java.time.Duration;

/**
 * How long a code may be tried.
 *
 * @param codeLifetime at most 10 minutes (ASVS 5, 6.5.5)
 * @param proofLifetime how long after the code's end its proof still opens an account or session, so that whoever
 *     types the code in the last minute can still fill in the form
 */
public record CodeTerms(Duration codeLifetime, Duration proofLifetime) {}

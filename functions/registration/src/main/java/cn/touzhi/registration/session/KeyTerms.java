package cn.touzhi.registration.session;

import java.time.Duration;

/**
 * How signing keys follow one another.
 *
 * @param life for which a key signs before the next takes over; a week
 * @param accessToken how long a token lives that was signed at the last moment
 */
public record KeyTerms(Duration life, Duration accessToken) {
    /** For how long an edge of the gateway keeps a set of keys (API Gateway, HTTP APIs' JWT authorizers: up to two hours). */
    static final Duration EDGE_CACHE = Duration.ofHours(2);

    /**
     * How long a key is published at least before it signs: until every edge has forgotten a set without it, which it may
     * have had from an issuer's function, or from a cache before that, that knew of it five minutes later.
     */
    static final Duration AHEAD = EDGE_CACHE.plus(KeySet.FRESH_FOR.multipliedBy(2));

    /** How long a key that has signed for the last time stays beyond its last token's end, for clocks that differ. */
    static final Duration LEEWAY = Duration.ofMinutes(5);

    /** How long a key is remembered after it was taken out of the set, for whoever looks into an incident. */
    static final Duration REMEMBERED = Duration.ofDays(1);
}

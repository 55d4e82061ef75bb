package cn.touzhi.registration.session;

import java.time.Duration;

/**
 * What every access token says alike.
 *
 * @param issuer the address of the issuer's API, without a slash at its end
 * @param audience the one audience of the platform
 * @param lifetime at most an hour: the authorizer can't know that a session was ended
 */
public record AccessTokenTerms(String issuer, String audience, Duration lifetime) {}

package cn.touzhi.registration.session;

import java.time.Instant;

/**
 * What a client shows with each request, for an hour at most.
 *
 * @param value a signed JSON Web Token
 * @param expiresAt when it ends
 */
public record AccessToken(String value, Instant expiresAt) {}

package cn.touzhi.registration.verification;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * The address is proved.
 *
 * @param proof opens one account or session, or serves the purpose that was asked for
 * @param expiresAt when it ends
 */
@Serdeable
record Proven(String proof, Instant expiresAt) {}
